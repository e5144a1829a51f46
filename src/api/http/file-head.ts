import type { FastifyRequest } from 'fastify';
import { isOfDays, type Catalog } from '#query';
import { plainCode } from '#seals';
import { everything, sayDays, type Scope } from '#spec';
import type { DecisionsHead } from '#store';
import type { Lease } from '#warehouse';
import type { Links } from './links.ts';

/** What a file says of itself, since it is handed on without the address that it came from. */
export interface FileHead {
  title: string;
  /** Its name for who cannot read the other. */
  ascii: string;
  version: string;
  asOf: string;
  loadedAt: string;
  isSample: boolean;
  /** The last decision that findings are told with; '' where there is none. */
  decisions: string;
  /** What was asked for, each by its title. */
  asked: readonly (readonly [title: string, value: string])[];
  /** The code (校验码) of its address, version, decisions and scope. */
  code: string;
  /** Where the same is found again, whatever is published meanwhile. */
  address: string;
  links: Links | null;
}

/** What a question was answered from. */
interface Answered {
  lease: Lease;
  decided: DecisionsHead;
  /** Whose rows it is made of; without it nobody's are left out. */
  scope?: Scope;
  catalog?: Catalog;
}

type Asks = Pick<FastifyRequest, 'url' | 'protocol' | 'host' | 'query'>;

export function fileHead(
  { url, protocol, host, query }: Asks,
  { lease: { version, receipt }, decided, scope = everything, catalog }: Answered,
  title: string,
  ascii: string,
  links: Links | null = null
): FileHead {
  const said = Object.entries(query as object).flatMap(([name, value]) =>
    ofFiles.has(name) || value === undefined ? [] : valuesIn(name, value).map((each) => [name, each] as const)
  );
  const titleOf = (name: string) => catalog?.marts.get('projects')?.get(name)?.title ?? words[name] ?? name;
  const columnOf = (name: string) =>
    [...(catalog?.marts.values() ?? [])].find((mart) => mart.has(name))?.get(name)?.title ?? titleOf(name);
  const address = new URL(url, `${protocol}://${host}`);
  address.searchParams.set('version', receipt.version);
  const { as_of: day } = query as { as_of?: unknown };
  return {
    title,
    ascii,
    version,
    asOf: typeof day === 'string' && day !== '' ? day : receipt.asOf,
    loadedAt: receipt.loadedAt,
    isSample: receipt.isSample,
    decisions: decided.position === 0 ? '' : decided.head,
    asked: said.filter(([, value]) => value !== '').map(([name, value]) => saidOf(name, value, { titleOf, columnOf })),
    code: plainCode({
      path: `${address.pathname}${address.search}`,
      version: receipt.version,
      fingerprint: receipt.sha256,
      head: decided.position === 0 ? '' : decided.head,
      scope,
    }),
    address: String(address),
    links,
  };
}

/** What is asked by one name: days are one thing, from the first to the last. */
function valuesIn(name: string, value: unknown): string[] {
  const values = [value].flat().map(String);
  return isOfDays(name) ? [sayDays(values)] : values;
}

/** The name of a file: what it is, what it is narrowed to, of which day and version; not longer than disks take. */
export function nameOfFile({ title, asked, asOf, version }: FileHead): string {
  const values = asked.map(([, value]) => value).join('、');
  const narrowed = values.length > 40 ? [`筛选${asked.length}项`] : values === '' ? [] : [values];
  return [title.slice(0, 50), ...narrowed, `截至${asOf}`, version].join('_');
}

/** What is asked for besides the rows of a file. */
const ofFiles: ReadonlySet<string> = new Set([
  'format',
  'links',
  'limit',
  'offset',
  'version',
  'as_of',
  'metrics',
  'by',
  'background',
  'show',
]);

const words: Readonly<Record<string, string>> = {
  search: '搜索',
  sort: '排序',
  year: '年度',
  rule: '规则',
  verdict: '结论',
  what: '要办的事',
  actor: '谁来办',
  acting: '办的单位',
  replied: '答复',
  number: '按数',
  at_least: '自',
  at_most: '至',
  compare: '对比',
};

/** A condition on a column, said by what the column is called: `listed:1` is 揭榜 1. */
function saidOf(
  name: string,
  value: string,
  { titleOf, columnOf }: Record<'titleOf' | 'columnOf', (name: string) => string>
): readonly [string, string] {
  if (name === 'compare') return [titleOf(name), `与${value.slice(value.indexOf(':') + 1).replace(/^all$/, '全部')}`];
  if (name === 'number') return [titleOf(name), columnOf(value)];
  const [column = '', ...rest] = name === 'only' ? value.split(':') : [];
  return column === '' ? [titleOf(name), value] : [columnOf(column), rest.join(':') || '未知'];
}
