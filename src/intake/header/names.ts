import type { Column } from '#spec';
import { fold } from './fold.ts';
import { splitAttached, splitUnit, type Split } from './unit.ts';

/** What a header means in a contract. */
export interface Meaning {
  /** The contract's name of the column. */
  name: string;
  unit: string | null;
  isMoney: boolean;
  /** It is the contract's own header, not an alias. */
  isCanonical: boolean;
}

export type Names = (header: string) => Meaning | null;

/** Reads headers by one contract. A unit of money names only a column of money. */
export function namesOf(columns: Readonly<Record<string, Column>>): Names {
  const known = new Map<string, Omit<Meaning, 'unit'>>();
  for (const [name, { header, aliases = [], kind }] of Object.entries(columns)) {
    const isMoney = kind === 'money';
    for (const alias of aliases) known.set(fold(alias), { name, isMoney, isCanonical: false });
    known.set(fold(header), { name, isMoney, isCanonical: true });
  }
  const named = ({ stem, unit, isCounted }: Split): Meaning | null => {
    const found = known.get(stem);
    return found && (found.isMoney ? !isCounted : unit === null) ? { ...found, unit } : null;
  };
  return (header) => {
    if (header.length > longest) return null;
    const { folded, split, attached } = spelling(header);
    const whole = known.get(folded);
    if (whole) return { ...whole, unit: null };
    return named(split) ?? (attached && named(attached));
  };
}

interface Spelling {
  folded: string;
  split: Split;
  attached: Split | null;
}

/** What was asked for last: every contract is asked of every cell at the head of every sheet, more than once. */
const spellings = new Map<string, Spelling>();
const mostSpellings = 10_000;

function spelling(header: string): Spelling {
  const known = spellings.get(header);
  if (known) return known;
  const folded = fold(header);
  const made = { folded, split: splitUnit(folded), attached: splitAttached(folded) };
  if (spellings.size >= mostSpellings) spellings.clear();
  spellings.set(header, made);
  return made;
}

/** No header is longer, with its line breaks and what it says of how to fill it in. */
const longest = 200;
