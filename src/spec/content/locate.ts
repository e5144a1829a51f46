export type Path = readonly (string | number)[];

/**
 * The line of each key and each element of the object that a .ts file of content exports by default, by its path. What
 * is computed, spread or named elsewhere has no line of its own.
 */
export function linesOfSource(text: string): (path: Path) => number | null {
  const lines = new Map<string, number>();
  const start = /export\s+default\b/.exec(text);
  const open = start === null ? -1 : text.indexOf('{', start.index);
  if (open !== -1) readObject({ text, lines }, open, []);
  return (path) => {
    for (let length = path.length; length > 0; length--) {
      const line = lines.get(keyOf(path.slice(0, length)));
      if (line !== undefined) return line;
    }
    return open === -1 ? null : lineAt(text, start?.index ?? 0);
  };
}

interface Scan {
  text: string;
  lines: Map<string, number>;
}

const keyOf = (path: Path): string => JSON.stringify(path.map(String));
const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length;

function readObject(scan: Scan, open: number, path: Path): number {
  let at = skipBlank(scan.text, open + 1);
  while (at < scan.text.length && scan.text[at] !== '}') {
    const [, quoted, bare] = /^(?:'([^'\n]*)'|([\w$]+))/.exec(scan.text.slice(at, at + 200)) ?? [];
    const key = quoted ?? bare;
    const after = key === undefined ? at : skipBlank(scan.text, at + key.length + (quoted === undefined ? 0 : 2));
    if (key !== undefined && /[:,}]/.test(scan.text[after] ?? '')) {
      const own = [...path, key];
      scan.lines.set(keyOf(own), lineAt(scan.text, at));
      at = scan.text[after] === ':' ? readValue(scan, skipBlank(scan.text, after + 1), own) : after;
    } else at = Math.max(at + 1, skipExpression(scan.text, at));
    at = skipBlank(scan.text, at);
    if (scan.text[at] === ',') at = skipBlank(scan.text, at + 1);
  }
  return at + 1;
}

function readArray(scan: Scan, open: number, path: Path): number {
  let at = skipBlank(scan.text, open + 1);
  for (let index = 0; at < scan.text.length && scan.text[at] !== ']'; index++) {
    scan.lines.set(keyOf([...path, index]), lineAt(scan.text, at));
    at = skipBlank(scan.text, Math.max(at + 1, readValue(scan, at, [...path, index])));
    if (scan.text[at] === ',') at = skipBlank(scan.text, at + 1);
  }
  return at + 1;
}

function readValue(scan: Scan, at: number, path: Path): number {
  const end =
    scan.text[at] === '{' ? readObject(scan, at, path) : scan.text[at] === '[' ? readArray(scan, at, path) : at;
  return skipExpression(scan.text, end);
}

/** To the comma or bracket that ends an expression. */
function skipExpression(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const sign = text[at] ?? '';
    if (`'"\``.includes(sign)) at = endOfString(text, at);
    else if (text.startsWith('//', at) || text.startsWith('/*', at)) at = skipBlank(text, at) - 1;
    else if ('([{'.includes(sign)) depth++;
    else if (')]}'.includes(sign) && depth-- === 0) return at;
    else if (sign === ',' && depth === 0) return at;
  }
  return text.length;
}

function endOfString(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === text[open]) return at;
  }
  return text.length;
}

function skipBlank(text: string, from: number): number {
  const [blank = ''] = /^(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/.exec(text.slice(from)) ?? [];
  return from + blank.length;
}
