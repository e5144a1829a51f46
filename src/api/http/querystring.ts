/** What stands for a part of a URL that does not decode. It is the name of no parameter, so validation refuses it. */
export const undecodable = '%';

/** Reads a query strictly: a name said once is a string, said again a list. It must not throw: the router calls it. */
export function readQuerystring(text: string): Record<string, string | string[]> {
  const query = Object.create(null) as Record<string, string | string[]>;
  for (const [index, part] of text.split('&', 1001).entries()) {
    if (index === 1000) return refused(part);
    if (part === '') continue;
    const at = part.indexOf('=');
    const name = decode(at === -1 ? part : part.slice(0, at));
    const value = decode(at === -1 ? '' : part.slice(at + 1));
    if (name === null || value === null) return refused(part);
    const before = query[name];
    query[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return query;
}

const refused = (part: string): Record<string, string> =>
  Object.assign(Object.create(null), { [undecodable]: part.slice(0, 60) }) as Record<string, string>;

function decode(text: string): string | null {
  try {
    const decoded = decodeURIComponent(text.replaceAll('+', ' '));
    return decoded.isWellFormed() && !decoded.includes('\0') ? decoded : null;
  } catch {
    return null;
  }
}
