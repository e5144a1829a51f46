import { error, redirect } from '@sveltejs/kit';

const themes = ['auto', 'light', 'dark'];

/** Keeps the theme, or patterns, in a cookie and goes back to where one was: so it is switched without JavaScript. */
export function GET({ url, cookies }) {
  const back = url.searchParams.get('back') ?? '/';
  const patterns = url.searchParams.get('patterns');
  if (patterns === null) keep('theme', url.searchParams.get('to') ?? '', themes);
  else keep('patterns', patterns, ['on', 'off']);
  redirect(303, isOfSite(back, url) ? back : '/');

  function keep(name: string, value: string, allowed: string[]): void {
    if (!allowed.includes(value)) error(400, { message: `没有配色“${value.slice(0, 20)}”`, allowed });
    cookies.set(name, value, { path: '/', maxAge: 31_536_000, sameSite: 'lax', httpOnly: false, secure: false });
  }
}

/** Only a page of this site: browsers read `//elsewhere`, `/\\elsewhere` and `/<tab>/elsewhere` as another. */
function isOfSite(back: string, { origin }: URL): boolean {
  return /^\/[\x20-\x7e]*$/.test(back) && URL.canParse(back, origin) && new URL(back, origin).origin === origin;
}
