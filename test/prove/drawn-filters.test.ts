import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { gridOf } from '#lib/table/grid.ts';
import { isDrawn, summary } from '#lib/charts/index.ts';
import type { Findings, Notice, Panel, Proof, Row, Table, Unfit } from '#spec';
import { sized, some } from '../tier.ts';
import { drawnFilters } from './draw.ts';
import { sameEverywhere } from './formats.ts';
import { partsThatDoNotSum } from './parts.ts';
import { openProvince, type Province } from './province.ts';

let province: Province;
/** By rule, the dimensions that any of its findings knows: read from the rows themselves. */
let knownBy: Map<string, Set<string>>;
beforeAll(async () => {
  province = await openProvince(inject('sampleWarehouse'));
  const names = province.filters.map(({ name }) => name);
  const columns = await (await province.file.read('columns', `describe marts.findings`)).rows();
  const has = new Set(columns.map(({ column_name }) => String(column_name)));
  const knows = (name: string) => {
    const told = [name, name === 'batch' ? 'batches' : name === 'city' ? 'cities' : name].filter((each) =>
      has.has(each)
    );
    return `bool_or(${told.map((each) => `${each} is not null`).join(' or ') || 'false'}) as "${name}"`;
  };
  const rows = await province.file.read(
    'findings',
    `select rule, ${names.map(knows).join(', ')} from marts.findings group by rule`
  );
  knownBy = new Map(
    (await rows.rows()).map((row) => [String(row.rule), new Set(names.filter((name) => row[name] === true))])
  );
}, 60_000);
afterAll(() => province.close());

/** What a quota is given for. A sum of it under any other filter is of no rows, and so unknown. */
const ofQuotas = new Set(['batch', 'city']);
const isOfQuotas = ({ name }: { name: string }) =>
  ['quota', 'quota_free', 'quota_over', 'quota_remaining', 'quota_use_rate'].includes(name);
const unfitIn = ({ unfit = [] }: Pick<Table, 'unfit'>): Unfit[] =>
  unfit.filter(({ state }) => state === 'not_applicable');
const numbers = (rows: readonly Row[], name: string) =>
  rows.flatMap((row) => (typeof row[name] === 'number' ? [row[name]] : []));

/** The filters that every project knows. */
const ofProjects = () => province.filters.filter(({ name }) => Object.hasOwn(province.projects[0]!, name));

/** Draws filters, and asks of each what must hold; what does not is told with the filters. */
async function holds(wrong: (asked: URLSearchParams) => Promise<string[]>, runs: number): Promise<void> {
  const drawn = fc.sample(drawnFilters({ projects: province.projects, filters: ofProjects() }), {
    numRuns: runs,
    seed: 11,
  });
  const found: string[] = [];
  for (const asked of drawn)
    found.push(...(await wrong(asked)).map((each) => `${decodeURIComponent(String(asked))}: ${each}`));
  expect(found).toEqual([]);
}

test('a metric that filters cannot be asked of is unknown and says so; every other says nothing', () =>
  holds(
    async (asked) => {
      const names = province.metrics.map(({ name }) => name);
      const table = await province.json<Table>(`/api/query?${asked}&metrics=${names.join(',')}`);
      const told = unfitIn(table)
        .flatMap(({ columns = [] }) => columns)
        .filter((name) => names.includes(name));
      const isDeaf = [...asked.keys()].some((name) => !ofQuotas.has(name));
      const expected = isDeaf ? province.metrics.filter(isOfQuotas).map(({ name }) => name) : [];
      const [row = {}] = table.rows;
      return [
        ...(told.toSorted().join() === expected.toSorted().join()
          ? []
          : [`${told.join()} are told, not ${expected.join()}`]),
        ...told.filter((name) => row[name] !== null).map((name) => `${name} is ${String(row[name])}`),
      ];
    },
    sized(5, 400)
  ));

test('a rate whose numerator lies within its denominator never leaves 0 to 1', () =>
  holds(
    async (asked) => {
      const within = province.metrics.filter(({ sql }) => /^-- within: yes$/m.test(sql)).map(({ name }) => name);
      if (within.length === 0) return [];
      const wrong: string[] = [];
      for (const by of ['batch', 'city', 'task', 'stage']) {
        const { rows } = await province.json<Table>(`/api/query?${asked}&metrics=${within.join(',')}&by=${by}`);
        for (const name of within)
          wrong.push(
            ...numbers(rows, name)
              .filter((value) => value < 0 || value > 1)
              .map((value) => `${name} by ${by} is ${value}`)
          );
      }
      return wrong;
    },
    sized(2, 200)
  ));

test('the parts of what adds up sum to the whole, by whatever they are told apart', () =>
  holds(async (asked) => (await partsThatDoNotSum(province, asked)).differences, sized(2, 120)));

test('how a ratio lies is told where it is explained, in order, and as it is answered', () =>
  holds(
    async (asked) => {
      const wrong: string[] = [];
      for (const { name, kind } of province.metrics) {
        if (kind !== 'ratio') continue;
        const { spread = [] } = await province.json<Proof>(`/api/explain?${asked}&metric=${name}&limit=0`);
        if (spread.length === 0) continue;
        const names = spread.map((each) => each.name);
        const [row = {}] = (await province.json<Table>(`/api/query?${asked}&metrics=${names.join(',')}`)).rows;
        const of = (statistic: string) => spread.find((each) => each.name === `${name}.${statistic}`)?.value ?? null;
        const line = ['lowest', 'quartile_1', 'median', 'quartile_3', 'highest'].map(of);
        const known = line.filter((value) => value !== null);
        wrong.push(
          ...spread.filter((each) => row[each.name] !== each.value).map((each) => `${each.name} is answered otherwise`),
          ...(known.length === 0 || known.length === line.length ? [] : [`${name}: ${line.join()}`]),
          ...(known.every((value, at) => at === 0 || value >= known[at - 1]!) ? [] : [`${name}: ${line.join()}`]),
          ...['above_one_share', 'top_10_share']
            .filter((share) => (of(share) ?? 0) < 0 || (of(share) ?? 0) > 1 + 1e-12)
            .map((share) => `${name}.${share} is ${String(of(share))}`),
          ...((of('n') === 0) === (of('median') === null)
            ? []
            : [`${name} of ${String(of('n'))} is ${String(of('median'))}`])
        );
      }
      return wrong;
    },
    sized(2, 60)
  ));

test('a rate of money by its budget year is explained, though its projects are told apart by none', async () => {
  const answer = await province.json<Proof>('/api/explain?metric=disbursement_rate&budget_year=2026&limit=0');
  expect([answer.recomputed?.agrees, answer.spread]).toEqual([true, undefined]);
});

test('a table is the same in every format, of one version', () =>
  holds(
    async (asked) => {
      const panels = [...province.dashboards].flatMap(([name, { panels: all }]) =>
        Object.keys(all).map((key) => `/api/dashboards/${name}/${key}`)
      );
      const wrong: string[] = [];
      for (const address of some(panels, 20)) {
        const table = await province.json<Table>(`${address}.json?${asked}`);
        wrong.push(...(await sameEverywhere(province, address, asked, table)).map((each) => `${address}: ${each}`));
      }
      return wrong;
    },
    sized(1, 30)
  ));

test('panels say what they cannot be asked of, in pictures and in words', () =>
  holds(
    async (asked) => {
      const wrong: string[] = [];
      const panels = [...province.dashboards].flatMap(([name, dashboard]) =>
        Object.entries(dashboard.panels).map(([key, panel]) => ({ address: `/api/dashboards/${name}/${key}`, panel }))
      );
      for (const { address, panel } of panels) {
        const table = await province.json<Table>(`${address}.json?${asked}`);
        wrong.push(...lookOf(panel, table).map((each) => `${address}: ${each}`));
      }
      return wrong;
    },
    sized(2, 120)
  ));

/** Where a panel shows what is not applicable as none, as 0 or as a bare dash. */
function lookOf({ chart, title }: Panel, table: Table): string[] {
  const unfit = unfitIn(table);
  const whole = unfit.filter(({ columns }) => columns === undefined);
  const partly = new Set(unfit.flatMap(({ columns = [] }) => columns));
  const says = (table.unfit ?? []).map((each) => each.says);
  const { heads, rows } = gridOf(table);
  const shown = rows.flatMap((cells) => cells.flatMap((cell, at) => (partly.has(heads[at]!.name) ? [cell.text] : [])));
  const text = isDrawn(chart) ? summary(title, chart, table) : '';
  return [
    ...(whole.length > 0 && table.rows.length > 0 ? ['has rows though nothing can be told'] : []),
    ...shown.filter((each) => each !== '没有可比').map((each) => `shows ${each}`),
    ...(isDrawn(chart)
      ? says.filter((each) => !text.includes(each)).map((each) => `${text} does not say ${each}`)
      : []),
    ...(partly.size > 0 && text.includes('没有超出') ? [`${text} says none`] : []),
  ];
}

test('a rule that judges nothing that the filters know has no counts, and is named wherever findings are listed', () =>
  holds(
    async (asked) => {
      const { clauses } = await province.json<Notice>(`/api/compliance?${asked}`);
      const { unfit = [] } = await province.json<Findings>(`/api/findings?${asked}&limit=1`);
      const left = unfit.map(({ says }) => says).join('');
      return clauses.flatMap(({ rules }) =>
        rules.flatMap(({ rule, title, counts, unfit: told }) => {
          const known = knownBy.get(rule);
          const isDeaf = known !== undefined && [...asked.keys()].some((name) => !known.has(name));
          return [
            ...(isDeaf === (counts === null) ? [] : [`${rule}: ${JSON.stringify(counts)}`]),
            ...(isDeaf && (told === undefined || !left.includes(title)) ? [`${rule} is not told: ${left}`] : []),
          ];
        })
      );
    },
    sized(4, 300)
  ));
