import type { Defect } from '#spec';
import { columns, type Column, type Made } from './made.ts';

/** The rows of a file as they were published, by the project that each is of. */
export type Published = ReadonlyMap<string, Readonly<Record<Column, string | null>>>;

export interface Judged {
  /** Cells that were written another way and read as meant, and those that were told. */
  equal: number;
  told: number;
  wrong: string[];
}

/** Holds what was published of a file against what is meant: every cell is equal, or told in its place. */
export function judgeMeant(made: Made, published: Published, defects: readonly Defect[]): Judged {
  const judged: Judged = { equal: 0, told: 0, wrong: [] };
  const isRefused = published.size === 0 && defects.some(({ effect }) => effect === 'file');
  if (isRefused && made.scope === 'file') return { ...judged, told: made.touched.length };
  const touched = (line: number, column: Column) =>
    made.touched.some((one) => one.line === line && (one.column === null || one.column === column));
  for (const [line, { id, values }] of made.rows.entries())
    for (const column of columns) {
      const [found, meant] = [published.get(id)?.[column] ?? null, values[column]];
      const isTouched = touched(line, column);
      // What stands there and is no value does not vanish without a word either.
      const isEnough = isSame(found, meant) && (!isTouched || meant !== null || made.isBlank);
      if (isTouched && !made.isInnocent && isTold(made, line, column, defects))
        judged[isEnough ? 'equal' : 'told'] += 1;
      else if (!isEnough) judged.wrong.push(`${id} ${column}：读作 ${String(found)}，本来是 ${String(meant)}，没有说`);
      else if (isTouched) judged.equal += 1;
    }
  const ids = new Set(made.rows.map(({ id }) => id));
  for (const id of published.keys()) if (!ids.has(id)) judged.wrong.push(`多出一行 ${id}`);
  return judged;
}

function isTold({ first, scope }: Made, line: number, column: Column, defects: readonly Defect[]): boolean {
  return defects.some(
    (defect) =>
      (defect.row === first + line && (scope === 'row' || defect.column === null || defect.column === column)) ||
      (scope === 'file' && (defect.row === null || defect.row === first + line))
  );
}

const isSame = (found: string | null, meant: string | null): boolean =>
  found === meant ||
  (found !== null &&
    meant !== null &&
    Math.abs(Number(found) - Number(meant)) <= 0.005 + Math.abs(Number(meant)) * 1e-9);
