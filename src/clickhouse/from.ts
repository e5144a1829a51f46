import { tableOf } from './columns.ts';
import { namesOf, nodeOf, quoted, textOf, Unported, type Node, type Writing } from './node.ts';

/** What a select reads its rows from. */
export function from(source: Node, write: Writing, hasRowid: boolean, side = ''): string {
  if (namesOf(source.column_name_alias).length > 0)
    throw new Unported('names of columns given to', textOf(source.alias));
  switch (source.type) {
    case 'BASE_TABLE': {
      const { sql } = tableOf(source, write, hasRowid);
      return `${sql} as ${quoted(nameIn(source))}`;
    }
    case 'SUBQUERY': {
      const inner = write.statement(nodeOf(nodeOf(source.subquery).node));
      return `(${inner}) as ${quoted(textOf(source.alias) || `unnamed${side}`)}`;
    }
    case 'JOIN':
      return join(source, write, hasRowid, side);
    default:
      throw new Unported('rows from', String(source.type));
  }
}

/** Tables of one name in several files are several: beside a join ClickHouse lets none of them share it. */
const nameIn = ({ alias, catalog_name: file, table_name: table }: Node): string =>
  textOf(alias) ||
  [file, table]
    .map(textOf)
    .filter((part) => part !== '')
    .join('.');

const kinds: Readonly<Record<string, string>> = {
  INNER: 'inner join',
  LEFT: 'left join',
  RIGHT: 'right join',
  OUTER: 'full join',
  SEMI: 'left semi join',
  ANTI: 'left anti join',
};

function join(source: Node, write: Writing, hasRowid: boolean, at: string): string {
  const left = from(nodeOf(source.left), write, hasRowid, `${at}_left`);
  const right = from(nodeOf(source.right), write, hasRowid, `${at}_right`);
  if (source.ref_type === 'CROSS') return `${left} cross join ${right}`;
  const kind = kinds[String(source.join_type)];
  if (kind === undefined || source.ref_type !== 'REGULAR')
    throw new Unported('the join', `${String(source.join_type)} ${String(source.ref_type)}`);
  const using = namesOf(source.using_columns);
  const on = using.length > 0 ? `using (${using.map(quoted).join(', ')})` : `on ${write.expression(source.condition)}`;
  return `${left} ${kind} ${right} ${on}`;
}
