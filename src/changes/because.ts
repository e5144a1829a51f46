import type { Value } from '#spec';
import type { DifferingRow, RowDifferences, SourceColumn, SourceRow } from './rows.ts';

/** A cell, or a row, in the file that it was handed in with. */
export interface Place {
  file: string;
  sheet: string;
  row: number;
  text?: string | null;
  unit?: string;
  /** The check that kept the row out. */
  why?: string;
}

/** Why a part is another: every row or cell behind a subject whose value differs. */
export type Because =
  | { kind: 'cell' | 'unit'; source: string; column: string; from: Place; to: Place }
  | { kind: 'row_added' | 'row_removed' | 'row_accepted' | 'row_rejected'; source: string; from?: Place; to?: Place }
  | { kind: 'private'; source: string; cells: number; from: Place; to: Place }
  | {
      kind: 'reference';
      table: string;
      file: string;
      row: number;
      column: string | null;
      from: string | null;
      to: string | null;
    }
  | { kind: 'engine'; file: string }
  | { kind: 'day'; from: string; to: string }
  | { kind: 'decision'; rule: string; subject: string; by: string; on: string; reason: string };

/**
 * What stands behind each subject in the data, by subject. A row that became another's tells each of both what it was
 * before; `isApart` that a row came or went, as to whoever may know one of them alone.
 */
export function becauseOf({ rows, columns }: RowDifferences, isApart = false): Map<string, Because[]> {
  const reasons = new Map<string, Because[]>();
  const add = (subject: string, all: readonly Because[]) =>
    reasons.set(subject, [...(reasons.get(subject) ?? []), ...all]);
  for (const row of rows) {
    const [before = '', after] = row.subjects;
    if (isApart && after !== undefined && row.from !== null && row.to !== null) {
      add(before, reasonsOf({ ...row, to: null }, []));
      add(after, reasonsOf({ ...row, from: null }, []));
    } else for (const subject of row.subjects) add(subject, reasonsOf(row, columns.get(row.source) ?? []));
  }
  return reasons;
}

function reasonsOf({ source, from, to }: DifferingRow, columns: readonly SourceColumn[]): Because[] {
  if (from === null && to === null) return [];
  if (from === null) return [{ kind: 'row_added', source, to: placeOf(to!) }];
  if (to === null) return [{ kind: 'row_removed', source, from: placeOf(from) }];
  if (from.why !== undefined) return [{ kind: 'row_accepted', source, from: placeOf(from), to: placeOf(to) }];
  if (to.why !== undefined) return [{ kind: 'row_rejected', source, from: placeOf(from), to: placeOf(to) }];
  const open = columns.filter(({ isPrivate }) => !isPrivate);
  const differing = open.filter(({ name, header }) =>
    name in from.values && name in to.values
      ? !isEqual(from.values[name], to.values[name])
      : (from.texts[header] ?? '') !== (to.texts[header] ?? '')
  );
  // What a cell means may lie in columns that are made of several: then whatever is written otherwise is told.
  const told = differing.length > 0 ? differing : open.filter(({ header }) => isOther(from, to, header));
  const cells = told.map(({ header }): Because => {
    const isUnit = (from.texts[header] ?? '') === (to.texts[header] ?? '');
    return {
      kind: isUnit ? 'unit' : 'cell',
      source,
      column: header,
      from: cellOf(from, header),
      to: cellOf(to, header),
    };
  });
  const hidden = columns.filter(
    ({ name, isPrivate }) => isPrivate && !isEqual(from.values[name], to.values[name])
  ).length;
  return hidden === 0
    ? cells
    : [...cells, { kind: 'private', source, cells: hidden, from: placeOf(from), to: placeOf(to) }];
}

const isOther = (from: SourceRow, to: SourceRow, header: string): boolean =>
  (from.texts[header] ?? '') !== (to.texts[header] ?? '') ||
  from.texts[`${header}_单位`] !== to.texts[`${header}_单位`];

const isEqual = (a: Value | undefined, b: Value | undefined): boolean =>
  JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

const placeOf = ({ file, sheet, row, why }: SourceRow): Place => ({
  file,
  sheet,
  row,
  ...(why === undefined ? {} : { why }),
});

function cellOf(row: SourceRow, header: string): Place {
  const unit = row.texts[`${header}_单位`];
  return { ...placeOf(row), text: row.texts[header] ?? '', ...(typeof unit === 'string' ? { unit } : {}) };
}
