import { error, redirect } from '@sveltejs/kit';

const themes = ['auto', 'light', 'dark'];

/** Keeps the theme in a cookie and goes back to where one was: this is how it is switched without JavaScript. */
export function GET({ url, cookies }) {
  const theme = url.searchParams.get('to') ?? '';
  const back = url.searchParams.get('back') ?? '/';
  if (!themes.includes(theme)) error(400, { message: `没有配色“${theme.slice(0, 20)}”`, allowed: themes });
  cookies.set('theme', theme, { path: '/', maxAge: 31_536_000, sameSite: 'lax', httpOnly: false, secure: false });
  // Only a page of this site: `//elsewhere` and `/\elsewhere` are addresses of another.
  redirect(303, /^\/(?![/\\])/.test(back) ? back : '/');
}
