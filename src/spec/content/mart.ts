import { readColumnLine } from '../format.ts';
import { notOneOf } from './fault.ts';
import { titled, type SqlKind } from './kind.ts';
import { noNames } from './names.ts';
import { chinese, namesOf, sentence } from './value.ts';

/** pipelines/marts: what a reader asks about. A column without a line is told by what it comes from. */
export const mart: SqlKind = {
  called: '主题表',
  keys: {
    title: { value: chinese, needed: true },
    grain: { value: sentence, needed: true },
    rows: { value: namesOf('mart') },
    names: { value: namesOf('column') },
    searched: { value: namesOf('column') },
  },
  others: { are: '表里的', value: titled },
};

/** What a browser, Arrow and a CSV can hold. */
const held = ['VARCHAR', 'INTEGER', 'BIGINT', 'HUGEINT', 'DOUBLE', 'DECIMAL', 'DATE', 'TIMESTAMP', 'BOOLEAN'];
const money = /^DECIMAL\((18|38),2\)$/;

/**
 * What is wrong with a column of a mart, by its type as DuckDB calls
 * it and by the line that tells of it: money is in yuan, to the fen.
 */
export function wrongMartColumn(name: string, type: string, line: string | undefined): string[] {
  if (line === undefined) return [`列 ${name} 没有题名，它来自的表里也没有：要写一行“-- ${name}: 题名 (单位)”。`];
  if (titled(line, noNames).length > 0) return [];
  const { unit, format } = readColumnLine(name, line);
  const bare = type.replace(/\(.*/, '');
  return [
    ...(held.includes(bare) && !type.endsWith('[]') ? [] : [notOneOf(`列 ${name} 的类型不能是`, type, held)]),
    ...((unit === '元') === (format === 'yuan') ? [] : [`${name} 的单位是元，要写成 (元, yuan)。`]),
    ...(format === 'yuan' && !money.test(type)
      ? [`${name} 是金额，类型要是 decimal(18, 2) 或 decimal(38, 2)（现在是 ${type}）。`]
      : []),
  ];
}

/** How a column says that it is made of others: `剩余 (个) = "limit" - used`. */
export const formulaOf = (name: string, line: string): string | null => {
  if (titled(line, noNames).length > 0) return null;
  return readColumnLine(name, line).formula ?? null;
};
