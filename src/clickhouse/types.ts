import { isNode, Unported, type Node } from './node.ts';

const types: Readonly<Record<string, string>> = {
  BOOLEAN: 'Bool',
  TINYINT: 'Int8',
  SMALLINT: 'Int16',
  INTEGER: 'Int32',
  BIGINT: 'Int64',
  // Sums of whole numbers: a fill refuses those that 64 bits do not hold.
  HUGEINT: 'Int64',
  UTINYINT: 'UInt8',
  USMALLINT: 'UInt16',
  UINTEGER: 'UInt32',
  UBIGINT: 'UInt64',
  FLOAT: 'Float32',
  DOUBLE: 'Float64',
  DATE: 'Date32',
  // To the second: a fill refuses what is finer. Without a zone, as DuckDB's are, it is told in one that has no summer.
  TIMESTAMP: `DateTime64(0, 'UTC')`,
  VARCHAR: 'String',
  JSON: 'String',
};

/** Whether a value of this type has no fraction. */
export const isWhole = (id: string): boolean => /^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/.test(id);

/** The type of ClickHouse for one of DuckDB, as DuckDB writes it: DECIMAL(18,2), VARCHAR. */
export function typeOf(written: string): string {
  const decimal = /^DECIMAL\((\d+),\s*(\d+)\)$/.exec(written);
  if (decimal) return `Decimal(${decimal[1]}, ${decimal[2]})`;
  const known = types[written];
  if (known === undefined) throw new Unported('the type', written);
  return known;
}

/** The same of a type in a parsed query. */
export function typeOfNode(type: Node): string {
  const { id, type_info: info } = type;
  if (id === 'DECIMAL' && isNode(info)) return typeOf(`DECIMAL(${String(info.width)},${String(info.scale)})`);
  return typeOf(String(id));
}
