import { notOneOf } from './fault.ts';
import { titled, type SqlKind } from './kind.ts';
import { chinese, namesOf, sentence } from './value.ts';

/** pipelines/marts: what a reader asks about, each column with its title. */
export const mart: SqlKind = {
  called: '主题表',
  keys: {
    title: { value: chinese, needed: true },
    grain: { value: sentence, needed: true },
    rows: { value: namesOf('mart') },
  },
  others: { are: '表里的', value: titled, needed: true },
};

/** What a browser, Arrow and a CSV can hold. */
const held = ['VARCHAR', 'INTEGER', 'BIGINT', 'DOUBLE', 'DECIMAL', 'DATE', 'TIMESTAMP', 'BOOLEAN'];
const money = /^DECIMAL\((18|38),2\)$/;

/** What is wrong with a column of a mart, by its type as DuckDB calls it and by its line: money is in yuan, to the fen, and nothing else is. */
export function wrongMartColumn(name: string, type: string, line: string | undefined): string[] {
  const [, unit] = / \(([^(),]+)[^()]*\)(?: |$)/.exec(line ?? '') ?? [];
  const bare = type.replace(/\(.*/, '');
  return [
    ...(held.includes(bare) && !type.endsWith('[]') ? [] : [notOneOf(`列 ${name} 的类型不能是`, type, held)]),
    ...(unit === '元' && !money.test(type)
      ? [`${name} 的单位是元，类型要是 decimal(18, 2) 或 decimal(38, 2)（现在是 ${type}）。`]
      : []),
    ...(unit !== undefined && unit !== '元' && money.test(type)
      ? [`${name} 的类型是金额（${type}），单位要写元（写的是 ${unit}）。`]
      : []),
  ];
}

/** How a column says that it is made of others: `剩余 (个) = "limit" - used`. */
export const formulaOf = (line: string): string | null => / = (.*)$/.exec(line)?.[1] ?? null;
