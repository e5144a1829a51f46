import { basename, join, resolve } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import dimensions from '#dimensions';
import { isVersion } from '#warehouse';
import { root } from './content.ts';
import { dataFolder } from './data-folder.ts';
import { listenWhere } from './listen-where.ts';
import { misused } from './misuse.ts';
import { tenantAt } from './tenant.ts';

export { Misuse, misused } from './misuse.ts';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const keeping = { keep: text, older: text };
const granting = { role: text, scope: text, title: text, office: text };
const reaching = {
  'sign-in': flag,
  'tls-cert': text,
  'tls-key': text,
  'behind-proxy': text,
  'trust-header': text,
  origin: text,
  'oidc-issuer': text,
  'oidc-client': text,
} as const;
const serving = {
  warehouse: text,
  tenant: text,
  provinces: text,
  port: text,
  host: text,
  warm: text,
  keys: text,
  'seal-office': text,
  backups: text,
  ...keeping,
  ...reaching,
  push: text,
  clickhouse: text,
  called: text,
  database: text,
  from: text,
  endpoint: text,
  builder: text,
};
/** `--budget-year` filters by budget_year. */
const filtering = Object.keys(dimensions).map((name) => ({ name, option: name.replaceAll('_', '-') }));
const several = { type: 'string', multiple: true } as const;
/** What goes before what a rule says; `--weights-of` is weights_of. */
const trying = {
  ...{ on: text, 'weights-of': text, total: text, floor: text, ceiling: text, method: text, penalty: text },
  ...{ base: text, rate: text, 'at-least': text, cap: text, budget: text, control: text, tail: text },
  ...{ unit: text, round: text, leftover: text },
};
export const options = {
  load: {
    warehouse: text,
    tenant: text,
    'as-of': text,
    'dry-run': flag,
    by: text,
    accept: flag,
    memory: text,
    json: flag,
  },
  rebuild: { warehouse: text, tenant: text, version: text, accept: flag, memory: text, json: flag },
  record: { warehouse: text, tenant: text, json: flag },
  backup: { warehouse: text, tenant: text, to: text, json: flag },
  restore: { warehouse: text, tenant: text, from: text, json: flag },
  audit: { warehouse: text, tenant: text, head: { type: 'string', multiple: true }, json: flag },
  versions: { warehouse: text, tenant: text, ...keeping, yes: flag, json: flag },
  decide: { from: text, warehouse: text, tenant: text, json: flag },
  changes: {
    warehouse: text,
    tenant: text,
    from: text,
    to: text,
    metric: text,
    filter: several,
    scope: text,
    json: flag,
  },
  'audit-package': {
    prove: flag,
    warehouse: text,
    tenant: text,
    version: text,
    filter: several,
    scope: text,
    by: text,
    out: text,
    json: flag,
  },
  scenario: { warehouse: text, tenant: text, rule: several, ...trying, out: text, json: flag },
  seal: {
    warehouse: text,
    tenant: text,
    keys: text,
    office: text,
    by: text,
    reason: text,
    path: text,
    title: text,
    for: text,
    version: text,
    json: flag,
  },
  revision: {
    warehouse: text,
    tenant: text,
    keys: text,
    office: text,
    by: text,
    to: text,
    scope: text,
    kind: text,
    reason: text,
    document: text,
    effect: text,
    'sent-to': text,
    json: flag,
  },
  verify: { warehouse: text, tenant: text, keys: text, address: text, json: flag },
  rollback: { warehouse: text, tenant: text, to: text, json: flag },
  alerts: { warehouse: text, tenant: text, version: text, 'dry-run': flag, test: text, to: text, json: flag },
  form: {
    ...Object.fromEntries(filtering.map(({ option }) => [option, several])),
    each: text,
    out: text,
    base: text,
    version: text,
    warehouse: text,
    tenant: text,
    json: flag,
  },
  brief: {
    ...Object.fromEntries(filtering.map(({ option }) => [option, several])),
    section: several,
    panel: several,
    out: text,
    version: text,
    warehouse: text,
    tenant: text,
    json: flag,
  },
  rules: { compare: text, 'as-of': text, warehouse: text, tenant: text, json: flag },
  'check-content': { root: text, json: flag },
  notice: { from: text, root: text, json: flag },
  account: { ...granting, warehouse: text, tenant: text, yes: flag, json: flag },
  doctor: { warehouse: text, tenant: text, port: text, backups: text, 'tls-cert': text, bundle: text, json: flag },
  retention: {
    warehouse: text,
    tenant: text,
    backups: text,
    person: several,
    persons: text,
    project: several,
    'dry-run': flag,
    apply: flag,
    by: text,
    basis: text,
    root: text,
    json: flag,
  },
  pack: { platform: text, out: text, json: flag },
  upgrade: { warehouse: text, tenant: text, json: flag },
  back: { warehouse: text, json: flag },
  office: { warehouse: text, origin: text, json: flag },
  push: { warehouse: text, tenant: text, to: text, endpoint: text, verify: flag, prune: flag, json: flag },
  fill: {
    clickhouse: text,
    called: text,
    tenant: text,
    version: text,
    database: text,
    cluster: text,
    keep: text,
    check: flag,
    warehouse: text,
    json: flag,
  },
  follow: { warehouse: text, tenant: text, from: text, endpoint: text, once: flag, json: flag },
  serve: serving,
  start: { ...serving, sample: text, 'as-of': text },
  dev: { ...serving, sample: text, 'as-of': text },
} as const satisfies Record<string, ParseArgsConfig['options']>;

export type Command = keyof typeof options;

/** What was asked for, each option with its default. */
export interface Arguments {
  folder: string | null;
  /** The second word of a command that takes two. */
  name: string | null;
  from: string | null;
  /** The store that is pushed to, as it was said; of a server, while it serves. */
  pushTo: string | null;
  /** Where a store that speaks S3 is reached. */
  endpoint: string | null;
  /** The address where what a copy refuses is done. */
  builder: string | null;
  /** Where ClickHouse is asked, what the versions are called there, and in which database; null: it is not. */
  clickhouse: string | null;
  called: string | null;
  database: string;
  cluster: string | null;
  isChecking: boolean;
  isVerified: boolean;
  isOnce: boolean;
  isPruning: boolean;
  /** Where a backup goes. */
  to: string | null;
  warehouse: string;
  /** The folder of the provinces that are read together; null: one is served. */
  provinces: string | null;
  asOf: string | null;
  by: string | null;
  compare: string | null;
  root: string;
  version: string | null;
  port: number;
  host: string;
  /** What is to be told of where it listens. */
  notes: readonly string[];
  sample: string;
  /** How many versions stay, and for how many days; undefined where it was not said. */
  keep: number | undefined;
  /** How many pages are made before somebody opens them. */
  warm: number | undefined;
  older: number | undefined;
  isMeant: boolean;
  /** How the server is reached and signed in to. */
  isSignedIn: boolean;
  tlsCert: string | null;
  tlsKey: string | null;
  behindProxy: string | null;
  trustHeader: string | null;
  origin: string | null;
  oidcIssuer: string | null;
  oidcClient: string | null;
  /** What an account is given. */
  role: string | null;
  scope: string | null;
  title: string | null;
  office: string | null;
  /** By dimension. */
  filters: Readonly<Record<string, readonly string[]>>;
  each: string | null;
  /** All that was said without a name. */
  words: readonly string[];
  /** The folder of the keys that sign papers; null: beside the warehouse. */
  keys: string | null;
  sealOffice: string | null;
  /** The kind of machine that an archive is for. */
  platform: string | null;
  /** Where backups go, and where what is told to who helps is written. */
  backups: string | null;
  bundle: string | null;
  /** Who is to go, as they are called and reached, or whoever stands with projects; the file says a text a line. */
  persons: readonly string[];
  personsFile: string | null;
  projects: readonly string[];
  basis: string | null;
  /** What is sealed, for whom, or why something of it ends. */
  path: string | null;
  recipient: string | null;
  reason: string | null;
  /** Where a page or a file without a seal is from. */
  address: string | null;
  /** What an officer says of a cause in a notice of changes, and writes besides. */
  kind: string | null;
  document: string | null;
  effect: string | null;
  sentTo: string | null;
  /** What a change is asked of: a metric under filters, each `city=济南市`. */
  metric: string | null;
  conditions: readonly string[];
  /** The version that is compared to, or published again. */
  toVersion: string | null;
  /** What is asked of a scenario, by its names in an address. */
  tried: readonly (readonly [name: string, value: string])[];
  /** Of a report: the sections that are wanted, and the figures besides. */
  sections: readonly string[];
  panels: readonly string[];
  out: string | null;
  base: string | null;
  /** Bytes; undefined where it was not said. */
  memory: number | undefined;
  isTrial: boolean;
  /** The channel that is tried. */
  channel: string | null;
  /** Where the message goes that tries it, of mail. */
  mailTo: string | null;
  isAccepted: boolean;
  /** Heads of the record that were noted down elsewhere. */
  heads: readonly string[];
  /** A package is worked out again before it is handed over, of however many rows. */
  prove: boolean;
  isJson: boolean;
}

/** Reads the options of a command. A Misuse says what is wrong with them. */
export function readArguments(command: Command, args: string[]): Arguments {
  const { values, positionals } = parsed(command, args);
  const option = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined);
  const [folder = null, ...more] = positionals;
  const [second = null, ...rest] = more;
  const extra =
    command === 'seal' || command === 'revision'
      ? rest.slice(1)
      : ['notice', 'versions', 'account', 'audit-package'].includes(command)
        ? rest
        : ['load', 'record', 'audit', 'form', 'brief', 'scenario', 'verify', 'upgrade', 'retention'].includes(command)
          ? more
          : positionals;
  if (extra.length > 0) misused(`多出了 ${extra.join(' ')}`);
  return {
    folder,
    name: second,
    from: option('from') ?? null,
    pushTo: (command === 'push' ? option('to') : option('push')) || null,
    endpoint: option('endpoint') || null,
    builder: option('builder') || null,
    clickhouse: option('clickhouse') || null,
    called: option('called')?.trim() || (option('tenant') ? basename(resolve(option('tenant')!)) : null),
    database: option('database') || 'baijing',
    cluster: option('cluster') || null,
    isChecking: values.check === true,
    isVerified: values.verify === true,
    isOnce: values.once === true,
    isPruning: values.prune === true,
    to: option('to') === undefined ? null : resolve(String(option('to'))),
    warehouse: warehouseOf({ warehouse: option('warehouse'), tenant: option('tenant') }),
    provinces: option('provinces') === undefined ? null : resolve(String(option('provinces'))),
    asOf: dayOf(option('as-of') ?? null),
    by: option('by')?.trim().slice(0, 60) || null,
    compare: option('compare') || null,
    root: resolve(option('root') ?? root),
    version: versionOf(option('version') ?? null),
    ...listenWhere({ port: option('port'), host: option('host') }, 'port' in options[command] ? process.env : {}),
    sample: option('sample') ?? join(root, 'data/sample'),
    keep: countOf('--keep', option('keep'), 1),
    warm: countOf('--warm', option('warm'), 0),
    older: countOf('--older', option('older'), 0),
    isMeant: values.yes === true || values.apply === true,
    heads: Array.isArray(values.head) ? values.head.map(String) : [],
    isSignedIn: values['sign-in'] === true,
    tlsCert: option('tls-cert') ?? null,
    tlsKey: option('tls-key') ?? null,
    behindProxy: option('behind-proxy') ?? null,
    trustHeader: option('trust-header') ?? null,
    origin: option('origin') ?? null,
    oidcIssuer: option('oidc-issuer') ?? null,
    oidcClient: option('oidc-client') ?? null,
    role: option('role') ?? null,
    scope: option('scope') ?? null,
    title: option('title') ?? null,
    office: option('office') ?? null,
    filters: Object.fromEntries(
      filtering.flatMap(({ name, option: said }) => (Array.isArray(values[said]) ? [[name, values[said]]] : []))
    ),
    metric: option('metric') || null,
    conditions: Array.isArray(values.filter) ? values.filter.map(String) : [],
    toVersion: option('to') ?? null,
    tried: [
      ...saidOften(values.rule).map((rule) => ['rule', rule] as const),
      ...Object.keys(trying).flatMap((name) => {
        const value = option(name);
        return value === undefined ? [] : [[name.replaceAll('-', '_'), value] as const];
      }),
    ],
    words: positionals,
    keys: option('keys') === undefined ? null : resolve(String(option('keys'))),
    sealOffice: option('seal-office') || null,
    platform: option('platform') || null,
    backups: option('backups') || null,
    bundle: option('bundle') || null,
    persons: saidOften(values.person),
    personsFile: option('persons') || null,
    projects: saidOften(values.project),
    basis: option('basis')?.trim().slice(0, 200) || null,
    path: option('path') || null,
    recipient: option('for') || null,
    reason: option('reason')?.trim() || null,
    address: option('address') || null,
    kind: option('kind')?.trim() || null,
    document: option('document')?.trim() || null,
    effect: option('effect')?.trim() || null,
    sentTo: option('sent-to')?.trim() || null,
    each: option('each')?.replaceAll('-', '_') ?? null,
    sections: saidOften(values.section),
    panels: saidOften(values.panel),
    out: option('out') || null,
    base: baseOf(option('base')),
    memory: memoryOf(option('memory')),
    isTrial: values['dry-run'] === true,
    channel: option('test') ?? null,
    mailTo: option('to') ?? null,
    isAccepted: values.accept === true,
    prove: values.prove === true,
    isJson: values.json === true,
  };
}

function warehouseOf({ warehouse, tenant }: Record<'warehouse' | 'tenant', string | undefined>): string {
  const own = tenant === undefined ? undefined : tenantAt(tenant, root);
  return resolve(warehouse ?? own ?? dataFolder());
}

const saidOften = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

function parsed(
  command: Command,
  args: string[]
): { values: Readonly<Record<string, unknown>>; positionals: string[] } {
  try {
    return parseArgs({ args, options: options[command] as ParseArgsConfig['options'], allowPositionals: true });
  } catch (error) {
    const [, name = args.join(' ')] = /'(-[^' ]*)/.exec((error as Error).message) ?? [];
    return misused(
      (error as NodeJS.ErrnoException).code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION'
        ? `没有选项 ${name}`
        : `选项 ${name} 的值不对`
    );
  }
}

function dayOf(day: string | null): string | null {
  if (day === null) return null;
  const time = /^\d{4}-\d\d-\d\d$/.test(day) ? new Date(`${day}T00:00:00Z`) : new Date(Number.NaN);
  if (Number.isNaN(time.getTime()) || time.toISOString().slice(0, 10) !== day)
    misused(`--as-of 要写成 2026-06-30 这样的日期（写的是 ${day}）`);
  return day;
}

export function versionOf(version: string | null, name = '--version'): string | null {
  if (version !== null && !isVersion(version))
    misused(`${name} 要写成 20261123T090000-1a2b3c4d 这样的版本号（写的是 ${version}）`);
  return version;
}

function baseOf(base: string | undefined): string | null {
  if (base === undefined) return null;
  if (!/^https?:\/\/[^\s/?#]+(\/[^\s?#]*)?$/.test(base))
    misused(`--base 要写成 http://127.0.0.1:3000 这样的网址（写的是 ${base}）`);
  return base;
}

function countOf(name: string, count: string | undefined, least: number): number | undefined {
  if (count === undefined) return undefined;
  if (!/^\d{1,6}$/.test(count) || Number(count) < least)
    misused(`${name} 要是不小于 ${least} 的整数（写的是 ${count}）`);
  return Number(count);
}

function memoryOf(memory: string | undefined): number | undefined {
  if (memory === undefined) return undefined;
  const [, count = '', unit = ''] = /^(\d{1,6}(?:\.\d+)?)\s*([MG])B?$/i.exec(memory.trim()) ?? [];
  const bytes = Number(count) * (unit.toUpperCase() === 'G' ? 2 ** 30 : 2 ** 20);
  if (!(bytes >= 2 ** 28)) misused(`--memory 要写成 4GB、800MB 这样的大小，不小于 256MB（写的是 ${memory}）`);
  return bytes;
}

/** Reads the name of a command. */
export function readCommand(name: string | undefined): Command {
  if (name === undefined) misused('要给出命令');
  if (!Object.hasOwn(options, name)) misused(`没有命令 ${name}`);
  return name as Command;
}
