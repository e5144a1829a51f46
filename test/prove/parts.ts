import type { Row } from '#spec';
import { ofPayments } from './payments.ts';
import { isOfQuotas, quotaDimensions, type Province } from './province.ts';

/** Where the parts of what adds up, by each dimension, do not sum to the whole. */
export async function partsThatDoNotSum(
  { json, metrics, filters, quotas }: Province,
  asked: URLSearchParams
): Promise<{ sums: number; differences: string[] }> {
  const additive = metrics.filter(({ kind }) => kind === 'additive');
  const differences: string[] = [];
  let sums = 0;
  const whole = await read(additive.map(({ name }) => name));
  // A day is of records of the process, which no metric sums.
  for (const { name: dimension, isApart } of filters.filter(({ isOfDays }) => !isOfDays)) {
    const meant = additive
      .filter(({ sql }) => !isApart || columnsIn(sql).every((column) => ofPayments.includes(column)))
      .filter((metric) => !isOfQuotas(metric, quotas) || quotaDimensions(quotas).includes(dimension))
      .map(({ name }) => name);
    const groups = await read(meant, dimension);
    for (const metric of meant) {
      sums += 1;
      const known = groups.flatMap((row) =>
        typeof row[metric] === 'number' ? [BigInt(Math.round(row[metric] * 100))] : []
      );
      const total = known.length === 0 ? null : Number(known.reduce((a, b) => a + b, 0n)) / 100;
      const stated = whole[0]?.[metric] ?? null;
      // No group at all is a count of nothing.
      if ((total ?? (stated === 0 ? 0 : null)) !== stated)
        differences.push(`${metric} by ${dimension} sums to ${total}, the whole is ${String(stated)} (${asked})`);
    }
  }
  return { sums, differences };

  async function read(names: readonly string[], by?: string): Promise<Row[]> {
    const query = new URLSearchParams([['metrics', names.join(',')], ...(by ? [['by', by]] : []), ...asked]);
    return (await json<{ rows: Row[] }>(`/api/query?${query}`)).rows;
  }
}

const columnsIn = (sql: string): string[] => Array.from(sql.matchAll(/\bp\.(\w+)/g), ([, column = '']) => column);
