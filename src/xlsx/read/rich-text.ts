/** What is done to a piece of text that may take it out of what is meant. */
export interface Marks {
  isStruck: boolean;
  isRaised: boolean;
  isLowered: boolean;
  /** White: not seen on a cell without a colour of its own. */
  isWhite: boolean;
  /** So small that nobody reads it. */
  isTiny: boolean;
}

/** What sets a piece of text apart from others without taking it out of what is meant. */
export interface Dress {
  /** In points. */
  size?: number;
  /** Of a colour that is not the usual black. */
  ink?: string;
}

export interface Run extends Dress {
  text: string;
  /** null where the run has no properties of its own and takes those of its cell. */
  marks: Marks | null;
}

/** A text whose runs look otherwise than their cell. */
export interface RichText {
  runs: readonly Run[];
}

export type CellText = string | RichText;

export const noMarks: Marks = { isStruck: false, isRaised: false, isLowered: false, isWhite: false, isTiny: false };

export const wholeText = (text: CellText): string =>
  typeof text === 'string' ? text : text.runs.map((run) => run.text).join('');

/** The marks of a font with one more of its properties, an element of `font` or `rPr`. */
export function withProperty(marks: Marks, name: string, attributes: Readonly<Record<string, string>>): Marks {
  const { val = '1' } = attributes;
  if (name === 'strike') return { ...marks, isStruck: val !== '0' && val !== 'false' };
  if (name === 'vertAlign') return { ...marks, isRaised: val === 'superscript', isLowered: val === 'subscript' };
  if (name === 'sz') return { ...marks, isTiny: Number(val) <= 2 };
  if (name === 'color') return { ...marks, isWhite: isWhite(attributes) };
  return marks;
}

/** White or hardly off it, as the first colour of the theme, the colour of paper, is. */
export function isWhite({ rgb, theme, indexed, tint = '0' }: Readonly<Record<string, string>>): boolean {
  if (rgb !== undefined) return /^(?:[0-9a-f]{2})?(?:f[0-9a-f]){3}$/i.test(rgb);
  return (theme === '0' && Number(tint) >= 0) || indexed === '1' || indexed === '9';
}

/** The dress of a run with one more of its properties. */
export function dressedBy(dress: Dress, name: string, attributes: Readonly<Record<string, string>>): Dress {
  if (name === 'sz') return { ...dress, size: Number(attributes.val) };
  const { rgb = '', theme = '', indexed = '' } = attributes;
  const ink = (rgb.slice(-6) || theme || indexed).toLowerCase();
  return name === 'color' && !/^(?:|000000|1|8|64)$/.test(ink) ? { ...dress, ink } : dress;
}

const keys = Object.keys(noMarks) as (keyof Marks)[];
export const isSame = (a: Marks | null, b: Marks | null): boolean =>
  a === b || (a !== null && b !== null && keys.every((key) => a[key] === b[key]));

/** Runs as one text: neighbours alike are joined; what has no properties at all is a plain string. */
export function joinRuns(runs: readonly Run[]): CellText {
  const joined: Run[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (last && isSame(last.marks, run.marks) && last.size === run.size && last.ink === run.ink)
      joined[joined.length - 1] = { ...run, text: last.text + run.text };
    else if (run.text !== '') joined.push(run);
  }
  return joined.every(({ marks }) => marks === null) ? joined.map(({ text }) => text).join('') : { runs: joined };
}
