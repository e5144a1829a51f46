import { fold } from '../header/fold.ts';
import { amountKinds, type Layout } from '../layout.ts';
import { mayDismiss } from '../sections.ts';
import { isOfWords } from '../split-amounts.ts';

/** What lines must be for their bytes alone to say that each is a row of the table, and nothing is doubtful. */
export interface Rules {
  /** A byte. */
  delimiter: number;
  width: number;
  /** Of each column, which of these its cells are held to. */
  columns: Uint8Array;
  /** Hashes of what heads a column: a cell of one of them may be of another header. */
  heads: Uint8Array;
}

/** An id may only show how ids look, an unknown column may say anything, an amount may have come apart. */
export const rule = { id: 1, unknown: 2, behindAmount: 4 } as const;

/** null: by no bytes can it be told. */
export function rulesOf(
  { contract, columns, slots, unknown, reached, days }: Layout,
  delimiter: string,
  isCutAtCommas: boolean
): Rules | null {
  const isPlain = columns.length > 1 && reached.length === 0 && days.length === 0;
  // A first cell of letters and digits must not head its column.
  if (!isPlain || /^[!-~]/.test(fold(columns[0]!.header)) || unknown.some(({ header }) => mayDismiss(header)))
    return null;
  const held = new Uint8Array(columns.length);
  for (const { at, kind, essential } of slots)
    if (at >= 0 && essential && /^(?:id|project|code)$/.test(kind)) held[at]! |= rule.id;
  for (const { at } of unknown) held[at]! |= rule.unknown;
  for (const { at, kind } of slots)
    if (isCutAtCommas && at >= 0 && amountKinds.has(kind) && isOfWords(at + 1, { slots, unknown }))
      held[at + 1]! |= rule.behindAmount;
  const heads = new Uint8Array(1 << 18);
  const names = Object.values(contract.columns).flatMap(({ header, aliases = [] }) => [header, ...aliases]);
  for (const name of [...names, ...columns.map(({ header }) => header)]) {
    const bytes = Buffer.from(name.trim());
    heads[headHash(bytes, 0, bytes.length)] = 1;
  }
  return { delimiter: delimiter.charCodeAt(0), width: columns.length, columns: held, heads };
}

export const headHash = (bytes: Uint8Array, from: number, to: number): number =>
  to - from < 3
    ? to - from
    : ((bytes[from]! * 31 + bytes[from + 1]!) * 61 + bytes[from + 2]! * 7 + (to - from) * 4099 + bytes[to - 1]! * 523) &
      0x3ffff;
