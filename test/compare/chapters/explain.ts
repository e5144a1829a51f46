import { draw, drawOneIn } from '../draw.ts';
import { isList, isObject, objectsIn, textOf, type Json } from '../json.ts';
import type { Ask, Chapter, Known } from '../chapter.ts';
import { drawFilters } from './filters.ts';
import { panelsOf } from './panels.ts';

/**
 * Numbers followed to their rows: the first of every panel, and drawn ones of queries, projects, findings and ledgers.
 */
export const explain: Chapter = async (ask, known, { seed, many }) => {
  const addresses = [...(await ofPanels(ask, known, seed, many(60))), ...(await ofTables(ask, known, seed, many))];
  const followed = [...new Set([...addresses, ...(await ofFindings(ask, known, seed, many(80)))])];
  await Promise.all(followed.map((address) => ask(address)));
  const inFiles = drawOneIn(`${seed} files`, followed, 20);
  await Promise.all(inFiles.flatMap((address) => [ask(`${address}&format=csv`), ask(`${address}&format=arrow`)]));
  for (const address of drawOneIn(`${seed} parts`, followed, 30)) {
    for (const { name } of objectsIn(await ask(address), 'parts'))
      await ask(`${address}&part=${textOf(name)}&limit=200`);
  }
};

/** The addresses that a CSV gives beside its numbers, of its first rows or of all. */
function linked(csv: Json, rows = Infinity): string[] {
  return objectsIn(csv, 'rows')
    .slice(0, rows)
    .flatMap((row) => Object.values(row).map(textOf))
    .filter((cell) => cell.startsWith('/explain?'))
    .map((path) => `/api${path}`);
}

async function ofPanels(ask: Ask, known: Known, seed: string, filtered: number): Promise<string[]> {
  const filters = drawFilters(known, `${seed} explain`, { each: 3, pairs: 10 });
  const panels = panelsOf(known);
  const unfiltered = await Promise.all(panels.map((panel) => ask(`${panel}.csv?links=true`)));
  const under = draw(
    `${seed} panels`,
    panels.flatMap((panel) => filters.map((filter) => `${panel}.csv?links=true&${filter}`)),
    filtered
  );
  const drawn = await Promise.all(under.map(async (address) => draw(seed, linked(await ask(address)), 5)));
  return [...unfiltered.flatMap((csv) => linked(csv, 2)), ...drawn.flat()];
}

async function ofTables(ask: Ask, { filters, metrics }: Known, seed: string, many: (count: number) => number) {
  const tables: [string, number][] = [
    ...metrics.map((metric): [string, number] => [tableOf(metric), 1]),
    ...draw(
      seed,
      metrics.flatMap((metric) => filters.map(({ name }) => `${tableOf(metric)}&by=${name}`)),
      many(150)
    ).map((table): [string, number] => [table, 3]),
    ['/api/projects?format=csv&links=true', many(120)],
    ['/api/organisations?format=csv&links=true', many(60)],
    ['/api/groups?format=csv&links=true', many(30)],
  ];
  const drawn = tables.map(async ([table, count]) => draw(seed, ofAsked(table, linked(await ask(table))), count));
  return (await Promise.all(drawn)).flat();
}

/** Of a table of one metric the numbers that are it: what a server adds beside it is not drawn. */
function ofAsked(table: string, addresses: string[]): string[] {
  const metric = new URLSearchParams(table.split('?')[1]).get('metrics');
  return addresses.filter(
    (address) =>
      metric === null ||
      address.startsWith(`/api/explain?metric=${metric}&`) ||
      address === `/api/explain?metric=${metric}`
  );
}

const tableOf = (metric: string): string => `/api/query?metrics=${metric}&format=csv&links=true`;

/** What each rule found, in all and by city, and how many each cap leaves. */
async function ofFindings(ask: Ask, { filters }: Known, seed: string, byCity: number): Promise<string[]> {
  const rules = objectsIn(await ask('/api/compliance'), 'clauses').flatMap((clause) => objectsIn(clause, 'rules'));
  const counts = rules.flatMap(({ rule, counts }) =>
    Object.keys(isObject(counts) ? counts : {}).map((name) => `metric=${name}&of=findings&only=rule:${textOf(rule)}`)
  );
  const cities = filters.find(({ name }) => name === 'city')?.values ?? [];
  const inCities = counts.flatMap((query) => cities.map((city) => `${query}&${new URLSearchParams({ city })}`));
  return [...counts, ...draw(seed, inCities, byCity), ...(await ofCaps(ask))].map((query) => `/api/explain?${query}`);
}

async function ofCaps(ask: Ask): Promise<string[]> {
  const support = await ask('/api/support');
  const proof = isObject(support) && isObject(support.capsProof) ? support.capsProof : {};
  const listed = (key: string) => (isList(proof[key]) ? proof[key].map(textOf) : []);
  return objectsIn(support, 'caps').flatMap((cap) =>
    listed('columns').map((metric) => {
      const only = listed('keys').map((key): [string, string] => ['only', `${key}:${textOf(cap[key])}`]);
      return String(new URLSearchParams([['metric', metric], ['of', textOf(proof.of)], ...only]));
    })
  );
}
