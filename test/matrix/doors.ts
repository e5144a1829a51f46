import type { FastifyInstance } from 'fastify';
import { draw } from '../compare/draw.ts';
import { pointedAt } from './pointed.ts';
import { nowhere, type Pools } from './pools.ts';

/** What stands in the description of the API of one thing that can be asked. */
interface Operation {
  parameters?: { name: string; in: 'path' | 'query'; schema: Schema }[];
}

interface Schema {
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  items?: Schema;
  type?: string;
}

export interface Door {
  /** As OpenAPI writes it. */
  path: string;
  addresses: string[];
}

/** Parameters that no address is asked with, each with the reason. */
export const unasked: Readonly<Record<string, string>> = {
  at: 'leads to the address of a version, which is asked by its name',
  as_of: 'an earlier day is another version, made of the same files and read through the same doors',
  decided: 'fewer decisions of the same findings, which are told with all of them',
  ready: 'asks whether a version of an earlier day is made, and says nothing of a row',
};

/** By door, the parameters of paths that are asked from another pool than the one of their name. */
const ofPaths: Readonly<Record<string, string>> = {
  '/api/dashboards/{name}': 'dashboard',
  '/api/dashboards/{name}.xlsx': 'dashboard',
  '/api/briefs/{name}': 'brief',
  '/api/briefs/{name}/report.docx': 'brief',
  '/api/sources/{name}/template.xlsx': 'source',
  '/api/forms/{name}/filled.xlsx': 'form',
  '/api/projects/{id}': 'project',
  '/api/projects/{id}/audit': 'project',
  '/api/projects/{id}/changes': 'project',
  '/api/projects/{id}/moments': 'project',
  '/api/uploads/{id}': 'upload',
  '/api/uploads/{id}/files/{hash}/marked.xlsx': 'upload',
  '/api/jobs/{id}': 'job',
  // Nothing is packed here: there is none that anybody sees.
  '/api/packages/{id}.zip': 'job',
  '/api/revisions/{id}': 'revision',
  '/api/entering/drafts/{id}': 'job',
  '/api/entering/access/drafts/{id}': 'job',
  '/api/receipts/{receipt}': 'load',
};

/** Every door of the description, each with its parameters, their values, its formats; and where it is watched. */
export async function doorsOf(app: FastifyInstance, pools: Pools, options: DrawOptions): Promise<Door[]> {
  const answer = await app.inject('/api/openapi.json');
  const { paths } = answer.json() as { paths: Record<string, Record<string, Operation>> };
  const described = Object.entries(paths).flatMap(([path, { get }]) =>
    get
      ? [
          {
            path,
            addresses: [...new Set([...pointedAt(path, pools), ...drawn(addressesOf(path, get, pools), options)])],
          },
        ]
      : []
  );
  return [...described, { path: '/metrics', addresses: ['/metrics'] }];
}

export interface DrawOptions {
  /** So many addresses of one door at most. */
  most: number;
  /** Though never fewer than one of each kind, which is what is asked with and as what. */
  isEachKind?: boolean;
  seed: string;
}

/** Of a long list the first of every kind, then whatever the seed draws. */
function drawn(addresses: readonly string[], { most, seed, isEachKind = true }: DrawOptions): string[] {
  if (addresses.length <= most) return [...addresses];
  const kinds = new Set<string>();
  const firsts = addresses.filter((address) => {
    const kind = address
      .replace(/^[^?]*/, (path) => /\.\w+$/.exec(path)?.[0] ?? '')
      .replaceAll(/=(?!json|csv|xlsx|arrow)[^&]*/g, '');
    return !kinds.has(kind) && kinds.add(kind);
  });
  if (!isEachKind) return draw(seed, firsts, most);
  return [...new Set([...firsts, ...draw(seed, addresses, most)])].slice(0, Math.max(most, firsts.length));
}

function addressesOf(path: string, { parameters = [] }: Operation, pools: Pools): string[] {
  const roots = rootsOf(path, parameters, pools);
  const asked = parameters.filter((each) => each.in === 'query' && unasked[each.name] === undefined);
  const values = asked.flatMap(({ name, schema }) =>
    valuesFor(path, name, schema, pools).map((value) => [name, value])
  );
  const needed = neededFor(path, pools);
  const isPaged = asked.some(({ name }) => name === 'limit');
  const all = needed.flatMap((base) => [
    base,
    ...(isPaged ? [[...base, ['limit', '500']]] : []),
    ...values.filter(([name]) => !base.some(([known]) => known === name)).map((one) => [...base, one]),
  ]);
  return [
    ...new Set(
      roots.flatMap((root, at) =>
        // Every value at some roots, every root without one.
        (at < 3 ? all : all.slice(0, 2)).map((pairs) => {
          const query = new URLSearchParams(pairs as [string, string][]).toString();
          return query === '' ? root : `${root}?${query}`;
        })
      )
    ),
  ];
}

/** The path with what it may hold: combinations that there are, those of other cities, and what there is not. */
function rootsOf(path: string, parameters: NonNullable<Operation['parameters']>, pools: Pools): string[] {
  if (path === '/api/findings/{rule}/{subject}/{span}')
    return pools.finding!.map((key) => `/api/findings/${key.split('/').map(encodeURIComponent).join('/')}`);
  const names = parameters.filter((each) => each.in === 'path');
  const panels = path.includes('{panel}');
  let roots = panels ? pools.panel!.map((panel) => path.replace('{name}/{panel}', panel)) : [path];
  for (const { name, schema } of names) {
    if (panels && (name === 'name' || name === 'panel')) continue;
    const pool = enumOf(schema) ?? (name === 'hash' ? pools.hash : pools[ofPaths[path] ?? name]);
    if (pool === undefined || pool.length === 0) throw new Error(`${path}: nobody knows what {${name}} may be`);
    roots = roots.flatMap((root) => pool.map((value) => root.replace(`{${name}}`, encodeURIComponent(value))));
  }
  return roots;
}

type Pair = [name: string, value: string];

/** What an address cannot do without. */
function neededFor(path: string, pools: Pools): Pair[][] {
  if (path === '/api/query')
    return pools.metric!.flatMap((metric): Pair[][] => [
      [['metrics', metric]],
      ...['city', 'county', 'direction', 'task', 'stage', 'project_id', 'city,direction', 'county,task'].map(
        (by): Pair[] => [
          ['metrics', metric],
          ['by', by],
        ]
      ),
    ]);
  if (path === '/api/changes/lines') return pools.metric!.map((metric): Pair[] => [['metric', metric]]);
  if (path === '/api/explain') return pools.explain!.map((query) => [...new URLSearchParams(query)]);
  if (path === '/api/papers/code') return [[['path', '/']], [['path', '/cities/青岛市?batch=2025']]];
  if (path === '/api/verify') return pools.code!.map((code): Pair[] => [['text', code]]);
  if (path === '/api/notices/compare')
    return [
      [
        ['one', '2025'],
        ['other', '2026-示例'],
      ],
    ];
  return [[]];
}

function valuesFor(path: string, name: string, schema: Schema, pools: Pools): string[] {
  const own = enumOf(schema);
  if (own) return own;
  if (name === 'search')
    return [...pools.token!, ...pools.project!.slice(0, 4), ...pools.firm!.slice(0, 4), nowhere.token];
  if (name === 'sort') return [...(pools[`sort ${path}`] ?? []), 'city', '-city', 'applicant', 'KZZZZZ'];
  if (name === 'subject_id') return [...pools.subject!, ...pools.project!.slice(0, 8), nowhere.project];
  if (name === 'project' || name === 'project_id') return [...pools.project!, nowhere.project];
  if (name === 'limit') return ['1'];
  if (name === 'offset') return ['1'];
  if (name === 'row') return ['2', '3', '5', '9'];
  if (name === 'links' || name === 'touched') return ['true'];
  return [...(pools[name] ?? []), '没有这样的'];
}

function enumOf(schema: Schema): string[] | null {
  const one = schema.items ?? schema;
  const all = one.enum ?? one.anyOf?.flatMap((each) => (each.const === undefined ? [] : [each.const]));
  if (one.const !== undefined) return [String(one.const)];
  return all && all.length > 0 ? all.map(String) : null;
}
