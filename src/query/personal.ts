const mobile = /(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)/g;
const identity = /(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])/g;
const email = /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;

/**
 * A text without the numbers of telephones and identity cards and the
 * addresses of mail in it: what people write where no contract asks for it.
 */
export const maskPersonal = (text: string): string =>
  text.replaceAll(identity, '•••').replaceAll(mobile, '•••').replaceAll(email, '•••');

/** What of a text would be masked, each once. */
export const personalIn = (text: string): string[] => [
  ...new Set([identity, mobile, email].flatMap((form) => Array.from(text.matchAll(form), ([found]) => found))),
];

/** A defect without what is personal: of a column that is, neither its value nor the words that quote it. */
export function withoutPersonal<D extends { value: string | null; problem: string }>(
  defect: D,
  isPersonal: boolean
): D {
  const { value, problem } = defect;
  return {
    ...defect,
    value: value === null ? null : isPersonal ? '•••' : maskPersonal(value),
    problem: isPersonal ? withoutQuotes(problem) : maskPersonal(problem),
  };
}

/** A text without what stands between its first quotation mark and its last: a cell that is quoted may hold some. */
function withoutQuotes(text: string): string {
  const [from, to] = [text.indexOf('“'), text.lastIndexOf('”')];
  return from < 0 ? text : `${text.slice(0, from)}“•••”${to > from ? text.slice(to + 1) : ''}`;
}
