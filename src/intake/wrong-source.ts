import { notOneOf, short, Source, wrongShape, type ShapeProblem } from '#spec/content';
import type { Source as Contracted } from '#spec';
import { fold } from './header/fold.ts';

/**
 * What is wrong with a contract: its shape, then what one of its lines
 * says of another. `parsers`: what cells may be read by; null: anything.
 */
export function wrongSource(name: string, source: unknown, parsers: readonly string[] | null): ShapeProblem[] {
  const here = (message: string) => [{ path: [], message }];
  if (!/^[a-z][a-z0-9_]*$/.test(name)) return here(`文件名 ${name} 要用小写字母、数字和下划线，它就是表名。`);
  if (reservedNames.has(name)) return here(`表名 ${name} 是程序自己用的，请换一个文件名。`);
  if (source === undefined) return here('没有 export default defineSource({ title, files, columns })。');
  const odd = wrongShape(Source, source);
  return odd.length > 0 ? odd : wrongColumns(source as Contracted, parsers);
}

function wrongColumns({ columns, key = [], identity }: Contracted, parsers: readonly string[] | null): ShapeProblem[] {
  const problems: ShapeProblem[] = [];
  const seen = new Map<string, string>();
  for (const [name, column] of Object.entries(columns)) {
    const wrong = (at: string | null, message: string) =>
      problems.push({ path: ['columns', name, ...(at === null ? [] : [at])], message });
    if (!/^[a-z][a-z0-9_]*$/.test(name)) wrong(null, `列名“${short(name)}”要用小写字母、数字和下划线。`);
    if (reservedColumns.test(name)) wrong(null, `列名 ${name} 是程序自己用的，请换一个。`);
    if (column.header.includes('"') || reservedHeaders.test(column.header))
      wrong('header', `表头“${short(column.header)}”不能用：引号，以及 _单位、其他列 这样的名字是程序自己用的。`);
    if (parsers !== null && !parsers.includes(column.kind))
      wrong('kind', notOneOf('没有这种格子', column.kind, parsers));
    else if (!/^[a-z][a-z0-9_]*$/.test(column.kind)) wrong('kind', `没有这种格子“${short(column.kind)}”。`);
    if (column.kind === 'choice' && column.of === undefined) wrong('kind', 'choice 要写 of：可以填的值。');
    if (column.kind !== 'choice' && column.of !== undefined)
      wrong('of', `只有 kind 是 choice 的列才写 of（写的是 ${column.kind}）。`);
    for (const [at, value] of column.of?.entries() ?? [])
      if (column.of?.indexOf(value) !== at) wrong('of', `取值“${short(value)}”写了两次。`);
    for (const header of [column.header, ...(column.aliases ?? [])]) {
      const folded = fold(header);
      const other = seen.get(folded);
      const at = header === column.header ? 'header' : 'aliases';
      if (folded === '') wrong(at, `表头“${short(header)}”里没有字。`);
      else if (other !== undefined)
        wrong(at, `表头“${short(header)}”${other === name ? '写了两次' : `也是 ${other} 的表头`}，读表时分不清。`);
      else seen.set(folded, name);
    }
    if (column.essential && !column.required) wrong('essential', 'essential 的列也要写 required: true。');
  }
  const names = Object.keys(columns);
  for (const [at, each] of key.entries())
    if (!names.includes(each)) problems.push({ path: ['key', at], message: notOneOf('没有列', each, names) });
  return [...problems, ...wrongIdentity(identity, { key, names })];
}

function wrongIdentity(
  identity: Contracted['identity'],
  { key, names }: { key: readonly string[]; names: readonly string[] }
): ShapeProblem[] {
  if (identity === undefined) return [];
  if (key.length > 0) return [{ path: ['identity'], message: '写了 key 的表不写 identity。' }];
  const { columns, pending = [], recurring = [], subject } = identity;
  const absent = (part: string, of: readonly string[], among: readonly string[], what: string) =>
    of.flatMap((each, at) =>
      among.includes(each) ? [] : [{ path: ['identity', part, at], message: notOneOf(what, each, among) }]
    );
  return [
    ...absent('columns', columns, names, '没有列'),
    ...absent('pending', pending, columns, 'identity.columns 里没有列'),
    ...absent('recurring', recurring, columns, 'identity.columns 里没有列'),
    ...absent('subject', subject, names, '没有列'),
  ];
}

/** Tables of the schema `sources` that are not a source's. */
const reservedNames: ReadonlySet<string> = new Set([
  'files',
  'defects',
  'set_aside',
  'blank_rows',
  'contracts',
  'cells',
  'totals',
  'reference',
]);
const reservedColumns = /^(source_file|source_sheet|source_row|file_order)$/;
const reservedHeaders = /_单位$|^(其他列|source_file|source_sheet|source_row|file_order)$/;
