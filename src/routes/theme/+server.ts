import { error, redirect } from '@sveltejs/kit';

const themes = ['auto', 'light', 'dark'];

/** Keeps the theme in a cookie and goes back to where one was: this is how it is switched without JavaScript. */
export function GET({ url, cookies }) {
  const theme = url.searchParams.get('to') ?? '';
  const back = url.searchParams.get('back') ?? '/';
  if (!themes.includes(theme)) error(400, { message: `没有配色“${theme.slice(0, 20)}”`, allowed: themes });
  cookies.set('theme', theme, { path: '/', maxAge: 31_536_000, sameSite: 'lax', httpOnly: false, secure: false });
  redirect(303, isOfSite(back, url) ? back : '/');
}

/** Only a page of this site: browsers read `//elsewhere`, `/\\elsewhere` and `/<tab>/elsewhere` as another. */
function isOfSite(back: string, { origin }: URL): boolean {
  return /^\/[\x20-\x7e]*$/.test(back) && URL.canParse(back, origin) && new URL(back, origin).origin === origin;
}
