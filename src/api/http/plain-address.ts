/**
 * An address as the router reads it, and in one way only: `/%61pi/…`, `/x/../api/…` and `http://host/api/…` are
 * `/api/…`. What follows from an address (what may change something, what goes on record) follows from the one that is
 * answered.
 */
export function plainAddress(said: string): string {
  if (!unusual.test(said)) return said;
  const [, path = '', query = ''] = /^(?:https?:\/\/[^/?#]*)?([^?#]*)(\?[^#]*)?/i.exec(said) ?? [];
  const plain = path.replace(/%[2-7][\da-f]/gi, (code) => {
    const letter = String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return /[\w.~-]/.test(letter) ? letter : code;
  });
  return (dotted.test(plain) ? new URL(`http://x${plain}`).pathname : plain || '/') + query;
}

const unusual = /^[^/]|[#\\]|\/\.|^[^?]*%/;
/** What the pages take for another path: `..`, and `\` for `/`. */
const dotted = /\\|\/\.{1,2}(?:\/|$)/;
