/** A tag in the text of an XML part. */
export interface Tag {
  /** Without the prefix of the part's own namespace. */
  name: string;
  isClosing: boolean;
  /** `<row/>` */
  isEmpty: boolean;
}

const markup =
  /<(?:!--[\s\S]*?-->|!\[CDATA\[[\s\S]*?\]\]>|\?[\s\S]*?\?>|[^!?"'>][^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>)/y;
const longestTag = 1 << 24;

/** Cuts well-formed XML into its tags and the text between them; joined, they are the same text again. */
export async function* tokens(texts: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const text of texts) {
    rest += text;
    let at = 0;
    while (at < rest.length) {
      const start = rest.indexOf('<', at);
      if (start !== at) {
        yield rest.slice(at, start < 0 ? rest.length : start);
        at = start < 0 ? rest.length : start;
        continue;
      }
      markup.lastIndex = at;
      const [found] = markup.exec(rest) ?? [];
      if (found === undefined) break;
      yield found;
      at += found.length;
    }
    rest = rest.slice(at);
    if (rest.length > longestTag) throw new Error('a tag without an end');
  }
  if (rest !== '') throw new Error(`a tag without an end: ${rest.slice(0, 40)}`);
}

const shape = /^<(\/?)([^\s/>!?]+)(?![^\s/>!?])[\s\S]*?(\/?)>$/;

/** What a token is as a tag; null where it is none, or of another namespace. */
export function tagOf(token: string, prefix: string): Tag | null {
  const match = token.startsWith('<') ? shape.exec(token) : null;
  const name = match?.[2] as string;
  if (!match || !name.startsWith(prefix) || (prefix === '' && name.includes(':'))) return null;
  return { name: name.slice(prefix.length), isClosing: match[1] !== '', isEmpty: match[3] !== '' };
}

/** The prefix of a root element: `x:` in `<x:worksheet>`; null where the token is no tag. */
export function prefixOf(token: string): string | null {
  const name = shape.exec(token)?.[2];
  return name === undefined ? null : name.slice(0, name.indexOf(':') + 1);
}

export function attribute(tag: string, name: string): string | null {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return match ? (match[1] ?? match[2] ?? '') : null;
}

/** The tag with the attribute set, or taken away (null). */
export function withAttribute(tag: string, name: string, value: string | null): string {
  const there = new RegExp(`\\s${name}\\s*=\\s*(?:"[^"]*"|'[^']*')`);
  const set = value === null ? '' : ` ${name}="${value}"`;
  if (there.test(tag)) return tag.replace(there, () => set);
  return tag.replace(/(?<!\s)\s*(\/?)>$/, (_, slash: string) => `${set}${slash}>`);
}
