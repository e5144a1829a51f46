import { faultOfSql, type Fault } from '#spec/content';
import { QueryError } from '#warehouse';
import type { Catalog } from '#query';
import type { Reading } from '#warehouse';
import { columnsOf, wrongColumns, type Ground } from '../ask/ask.ts';
import { systemColumns, type SystemRows } from '../ask/system.ts';
import type { AlertsContent } from './read.ts';

const nothing = Object.fromEntries(Object.keys(systemColumns).map((name) => [name, []])) as unknown as SystemRows;

/** What of the queries of conditions does not hold, against what the pipelines make; `then` is the same content. */
export async function faultsOfConditions(
  { conditions }: Pick<AlertsContent, 'conditions'>,
  { reading, catalog }: { reading: Reading; catalog: Catalog }
): Promise<Fault[]> {
  const side = { catalog, alias: null };
  const ground: Ground = { reading, now: side, then: side, system: nothing };
  const faults: Fault[] = [];
  for (const condition of conditions.values()) {
    const { file, text } = condition;
    if (condition.faults.length > 0) continue;
    try {
      const wrong = wrongColumns(await columnsOf(ground, condition), condition);
      if (wrong !== null) faults.push({ file, line: null, message: wrong });
    } catch (error) {
      if (!(error instanceof QueryError && error.cause instanceof Error)) throw error;
      const body = text.replace(/;\s*$/, '');
      const linesBefore = error.sql.slice(0, Math.max(0, error.sql.indexOf(body))).split('\n').length - 1;
      faults.push(faultOfSql({ file, text }, error.cause.message, { linesBefore }));
    }
  }
  return faults;
}
