import { redirect } from '@sveltejs/kit';

/** Who cuts a receipt's address short finds all of them. */
export const GET = () => redirect(307, '/data#loads');
