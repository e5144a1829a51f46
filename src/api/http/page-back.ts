const origin = 'http://site.invalid';
/** What leads away from a page again at once, or is none. */
const noPage = /^\/(?:api|start|sign-in|theme|_app)(?:[/?#]|$)/;

/**
 * The page that somebody wants back to, where it is one of this site; else the first. Browsers read `//elsewhere`,
 * `/\elsewhere` and `/<tab>/elsewhere` as another site, and what is written out of a URL may be one again: so what is
 * answered is read once more.
 */
export function pageBack(asked: string | undefined): string {
  const path = written(asked ?? '');
  return path !== null && written(path) === path && !noPage.test(path) ? path : '/';
}

function written(text: string): string | null {
  if (!/^\/[\x21-\x7e\u0080-\u{10ffff}]*$/u.test(text) || text.includes('\\') || !URL.canParse(text, origin))
    return null;
  const url = new URL(text, origin);
  const path = `${url.pathname}${url.search}`;
  return url.origin === origin && !path.startsWith('//') ? path : null;
}
