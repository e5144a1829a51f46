import type { Pools } from './pools.ts';

/**
 * What is asked at a door whatever else is drawn: where a wall stands in few of its ways, and a walk of some of them
 * would pass it by.
 */
export function pointedAt(path: string, { hash = [], load = [], finding = [], named = [] }: Pools): string[] {
  const file = (end: string) => hash.map((each) => `/api/loads/${load[0]}/files/${each}/${end}`);
  const changed = [`${path}?limit=500`, `${path}?format=csv`];
  const of: Readonly<Record<string, readonly string[]>> = {
    // What a project that crossed a border, a row that nobody could read and a sum that stayed are told of.
    '/api/changes': [`${path}?format=csv`, `${path}?touched=true`],
    '/api/changes/lines': ['projects', 'total_investment', 'recommended', 'applied', 'leverage'].flatMap((metric) =>
      ['json', 'csv'].map((format) => `${path}?metric=${metric}&format=${format}`)
    ),
    '/api/changes/projects': changed,
    '/api/changes/verdicts': changed,
    '/api/changes/files': changed,
    '/api/changes/by-file': changed,
    '/api/changes/reference': changed,
    '/api/explain': [
      // Over findings, with what was decided of them.
      'metric=decided&of=findings',
      'metric=decided&of=findings&format=csv',
      // The rows that a rule judges stand in lists of others too.
      'metric=findings&of=findings&only=rule:summary_differs&limit=100',
      'metric=leverage.median&limit=100',
      // Over rows of money, of which a project has several.
      'metric=days_to_pay.median&limit=100',
      'metric=quota_used&panel=quota/ranking&limit=100',
      'metric=verified_investment&panel=cities/peers&limit=100',
    ].map((query) => `${path}?${query}`),
    '/api/dashboards/{name}/{panel}.{ending}': ['cities/peers', 'cities/findings', 'quota/multiples'].flatMap((panel) =>
      ['json', 'csv', 'sql'].map((ending) => `/api/dashboards/${panel}.${ending}`)
    ),
    '/api/loads/{load}/defects.{ending}': [
      'json?limit=500',
      ...['青岛市', '济南市'].map((city) => `json?limit=500&of=${encodeURIComponent(`city:${city}`)}`),
      'csv',
      'json?limit=500&compared=cured&compared=remaining',
    ].map((end) => `/api/loads/${load[0]}/defects.${end}`),
    '/api/receipts/{receipt}': load.map((each) => `/api/receipts/${each}`),
    '/api/turned-away': [path, `${path}?city=青岛市`, `${path}?city=济南市`].map(encodeURI),
    ...Object.fromEntries(['/api/organisations', '/api/groups'].map((list) => [list, [`${list}?limit=500`]])),
    '/api/decisions': [`${path}?limit=500`],
    '/api/projects/{id}/audit': named.map((id) => `/api/projects/${id}/audit`),
    '/api/projects/{id}/changes': named.map((id) => `/api/projects/${id}/changes`),
    '/api/projects/{id}': named.map((id) => `/api/projects/${id}`),
    '/api/loads/{load}/files/{hash}/marked.xlsx': file('marked.xlsx'),
    '/api/loads/{load}/files/{hash}/rows.{ending}': [
      ...file('rows.json?limit=500'),
      ...file('rows.csv'),
      ...['rejected', 'superseded', 'total'].flatMap((state) => file(`rows.json?limit=500&state=${state}`)),
    ],
    '/api/findings/{rule}/{subject}/{span}': finding
      .filter((key) => /^(?:repeat_support|summary_differs|changed_after|quota|caps?_|same_)/.test(key))
      .map((key) => `/api/findings/${key.split('/').map(encodeURIComponent).join('/')}`),
    '/api/record.csv': [path],
    '/api/query': ['recommended', 'projects', 'verified_investment', 'accepted'].flatMap((metric) => [
      `/api/query?metrics=${metric}&by=city`,
      `/api/query?metrics=${metric}&by=city,batch`,
    ]),
  };
  return [...(of[path] ?? [])];
}
