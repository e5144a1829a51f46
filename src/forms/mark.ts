/** A mark as the template writes it: `{{名单.项目总投资（万元）|待核定}}`. */
export interface Mark {
  /** The list of whose rows it is; null: it stands once. */
  list: string | null;
  /** What it names, with its unit in brackets if it says one. */
  name: string;
  /** What is written where it is unknown; null where the template leaves that open. */
  unknown: string | null;
}

/** Reads what stands between the braces; a point divides only behind the name of a list. */
export function readMark(text: string, lists: readonly string[]): Mark {
  const bar = text.search(/[|｜]/);
  const head = (bar < 0 ? text : text.slice(0, bar)).trim();
  const unknown = bar < 0 ? null : text.slice(bar + 1).trim();
  const list = lists.find((each) => head.startsWith(`${each}.`) || head.startsWith(`${each}．`)) ?? null;
  return { list, name: list === null ? head : head.slice(list.length + 1).trim(), unknown };
}

/** A name and the unit in brackets behind it: 项目总投资（万元）. */
export function withUnit(name: string): { name: string; unit: string | null } {
  const [, own, unit] = /^(.+?)\s*[（(]([^（）()]{1,4})[）)]$/.exec(name) ?? [];
  return own === undefined ? { name, unit: null } : { name: own, unit: unit ?? null };
}

/** A name as it is compared: in half width, without spaces. */
export const folded = (name: string): string => name.normalize('NFKC').replace(/\s/g, '').toLowerCase();

/** Finds what people call by its name or its title. Two of one title are told apart by their names alone. */
export function findNamed(written: string, titles: ReadonlyMap<string, string>): string | readonly string[] | null {
  if (titles.has(written)) return written;
  const found = [...titles].filter(([, title]) => folded(title) === folded(written)).map(([name]) => name);
  return found.length === 0 ? null : found.length === 1 ? found[0]! : found;
}
