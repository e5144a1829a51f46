import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { inliningMetrics, readCatalog } from '#query';
import {
  allocate,
  askQuota,
  askSubsidy,
  citiesOf,
  compareSides,
  paidProjectsOf,
  readMoney,
  readQuotaFiles,
  readQuotaRule,
  readQuotaText,
  readSubsidyFiles,
  RefusedScenario,
  saveQuota,
  subsidize,
  valuesOf,
  type City,
  type Ground,
  type QuotaFile,
} from '#scenarios';
import { openFile, readPointer, type OpenFile } from '#warehouse';
import { reportQuotas, reportSubsidies } from '#tasks/scenario.ts';
import { readBuildInputs } from '../../src/pipeline/versions/manifest.ts';

const files = await readQuotaFiles('pipelines/scenarios');
let file: OpenFile;
let ground: Ground;

beforeAll(async () => {
  const folder = inject('sampleWarehouse');
  const { version } = (await readPointer(folder))!;
  file = await openFile(`${folder}/${version}.duckdb`, version);
  const catalog = await readCatalog(file);
  ground = { context: { reading: inliningMetrics(file, catalog) }, catalog };
});
afterAll(() => file.close());

/** The cities of a batch as a rule sees them, from the last to the first where it is asked so. */
async function asked(rule: QuotaFile, batch = '2025'): Promise<{ cities: City[]; total: bigint }> {
  const values = await valuesOf(ground, rule, batch);
  const known = await citiesOf(ground, batch);
  const cities = known.map(({ city, code, quota }): City => {
    const own = values.get(city) ?? {};
    return { city, code, values: own, previous: BigInt(quota!), failed: own.failed?.above ?? null };
  });
  return { cities, total: known.reduce((sum, { quota }) => sum + BigInt(quota!), 0n) };
}

describe('each rule of this project', () => {
  test('is read without a fault, and says that it is a sample', () => {
    expect(files.length).toBeGreaterThan(5);
    expect(files.flatMap(({ faults }) => faults)).toEqual([]);
    for (const { title } of files) expect(title).toContain('示例规则');
  });

  test.each(files.map((rule) => [rule.name, rule] as const))('%s gives all there is and no more', async (_, rule) => {
    const { cities, total } = await asked(rule);
    const found = allocate(readQuotaRule({ ...rule.raw, total }), cities);
    expect([...found.seats.values()].reduce((a, b) => a + b, 0n) + found.reserve).toBe(total);
  });

  test.each(files.map((rule) => [rule.name, rule] as const))('%s is nothing against itself', async (name, rule) => {
    const tried = await askQuota(ground, files, { rule: [name] });
    const again = await askQuota(ground, files, { rule: [name] });
    expect(again).toEqual(tried);
    const seats = new Map(Object.entries(tried.rules[1]!.cities).map(([city, { seats: own }]) => [city, BigInt(own)]));
    const side = { amount: seats, unknown: [] };
    const self = compareSides(
      side,
      side,
      [...seats.keys()].map((id) => ({ id, groups: {} }))
    );
    expect([self.total, self.more, self.less]).toEqual([0n, 0, 0]);
    expect(rule.hash).toBe(tried.rules[1]!.hash);
  });

  test('by_listings with a floor is told as another rule than by_listings, whose note denies one', async () => {
    const of = async (asked: object) => (await askQuota(ground, files, { rule: ['by_listings'], ...asked })).rules[1]!;
    const [own, bounded, other] = [await of({}), await of({ floor: '1' }), await of({ floor: '0' })];
    expect(bounded.note).toBe(`这次另定了每市不少于 1 个，不照规则所写。规则自己的说明：${own.note}`);
    expect(new Set([own.hash, bounded.hash, other.hash]).size).toBe(3);
  });

  test.each(files.map((rule) => [rule.name, rule] as const))('%s asks after no order of rows', async (_, rule) => {
    const { cities, total } = await asked(rule);
    const read = readQuotaRule({ ...rule.raw, total });
    const [one, other] = [allocate(read, cities), allocate(read, [...cities].reverse())];
    expect(other.seats).toEqual(one.seats);
    expect(other.ties).toEqual(one.ties);
  });

  test.each(files.filter(({ raw }) => raw.weight !== '1').map((rule) => [rule.name, rule] as const))(
    '%s never takes a missing city for 0',
    async (_, rule) => {
      const { cities, total } = await asked(rule);
      const missing = cities.map((city) => (city.code === '370100' ? { ...city, values: {}, failed: null } : city));
      const read = readQuotaRule({ ...rule.raw, total });
      if (read.unknown === 'refuse') expect(() => allocate(read, missing)).toThrow(RefusedScenario);
      else expect(allocate(read, missing).apart.get('济南市')).toBe(cities[0]!.previous);
    }
  );

  test.each(files.map((rule) => [rule.name, rule] as const))('%s is the same when it is saved', (name, rule) => {
    const saved = saveQuota(files, { rule: [name], floor: '上年 70%', method: 'dhondt' });
    const { rule: again, faults } = readQuotaText(name, saved.text);
    expect(faults).toEqual([]);
    expect(again.raw).toEqual({ ...rule.raw, floor: { of_previous: '0.70' }, method: 'dhondt' });
  });
});

describe('a rule that does not hold', () => {
  const faultsOf = (header: string) =>
    readQuotaText('x', `-- title: 某规则\n${header}\nselect city from cube group by city`).faults.map(
      ({ line, message }) => `${line}: ${message}`
    );

  test('is refused with its line and the nearest name', () => {
    expect(faultsOf('-- weight: listed\n-- celing: 4')[0]).toMatch(/^3: .*celing.*ceiling/);
    expect(faultsOf('-- weight: listed\n-- weight: listed')[0]).toMatch(/^3: weight 写了两次/);
    expect(faultsOf('-- weight: listed +')[0]).toMatch(/^2: weight/);
    expect(faultsOf('-- weight: listed\n-- method: hamilton')[0]).toMatch(/^3: method.*hamilton/);
    expect(faultsOf('-- weight: listed\n-- floor: four')[0]).toMatch(/^3: floor.*four/);
    expect(faultsOf('-- weight: listed\n-- coefficient: of listed, from 0.8 is 1, from 0.8 is 2')[0]).toMatch(/^3: /);
    expect(faultsOf('-- note: 没有权数')[0]).toMatch(/没有写 weight/);
  });

  test('is refused where its query answers doubles, doubles a city or leaves out a column', async () => {
    const told = async (weight: string, body: string) => {
      const { rule } = readQuotaText('x', `-- title: 某规则\n-- weight: ${weight}\n${body}`);
      const odd = { ...rule, hash: '', faults: [] };
      return (await askQuota(ground, [odd], { rule: ['x'], on: '2025' })).rules[1]!.refused;
    };
    const by = 'from province_cube as c group by city';
    expect(await told('rate', `select city, metrics.listing_rate(c) as rate ${by}`)).toContain('浮点数');
    expect(await told('1', `select city ${by} union all select city ${by}`)).toContain('不止一行');
  });
});

test('the page’s own question: 200 places instead of 183 and nobody below 4', async () => {
  const { rules, total, cities } = await askQuota(ground, files, { rule: ['by_listings'], total: 200, floor: '4' });
  expect(total).toBe(200);
  const [actual, rule] = rules;
  expect(actual!.seats).toBe(183);
  expect(rule!.refused).toBeNull();
  expect(Math.min(...Object.values(rule!.cities).map(({ seats }) => seats))).toBeGreaterThanOrEqual(4);
  expect(rule!.gained - rule!.lost).toBe(17);
  expect(cities).toHaveLength(16);
});

test('which batch made the weights and which is replayed are both named, and said to be one where they are', async () => {
  const of = async (more: object) => {
    const { weights_of, replay_on, is_same_batch } = await askQuota(ground, files, { rule: ['equal'], ...more });
    return [weights_of, replay_on, is_same_batch];
  };
  expect(await of({})).toEqual(['2025', '2025', true]);
  expect(await of({ weights_of: '2024-2' })).toEqual(['2024-2', '2025', false]);
});

test('a terminal is told the same, with the sentence above it', async () => {
  const tried = await askQuota(ground, files, { rule: ['by_factors'], total: 200 });
  const lines = reportQuotas(tried);
  expect(lines[0]).toMatch(/^测算，不作为依据　版本 .*　测算编号 [0-9a-f]{12}$/);
  expect(lines[1]).toContain('总数 200，权数取自 2025，回放 2025（同一批数据');
  expect(lines.join('\n')).toContain(tried.rules[1]!.title);
  const paid = reportSubsidies(await askSubsidy(ground, await readSubsidyFiles('pipelines/scenarios'), { on: '2025' }));
  expect(paid[0]).toMatch(/^测算，不作为依据/);
});

test('因素法 leads from each of its numbers to the row that was handed in, and of a year without them says so', async () => {
  const [, rule] = (await askQuota(ground, files, { rule: ['by_factors'] })).rules;
  expect(rule!.factors).toHaveLength(32);
  for (const { year, file, row, sha256 } of rule!.factors) {
    expect([year, file]).toEqual([2024, '核查与台账/因素表_示例数据.csv']);
    expect(row).toBeGreaterThan(2);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  }
  const later = await askQuota(ground, files, { rule: ['by_factors'], weights_of: '2024-1' });
  expect(new Set(later.rules[1]!.factors.map(({ year }) => year))).toEqual(new Set([2023]));
});

test('beside a rule stand its next places, the weights of the batch before, and what its rates stand on', async () => {
  const { rules } = await askQuota(ground, files, { rule: ['by_factors', 'by_listings'], on: '2025' });
  const [, factors, listings] = rules;
  expect(factors!.told.filter((each) => each.includes('依次给'))).toHaveLength(1);
  expect(factors!.told.some((each) => each.startsWith('通过率只看已出结论的'))).toBe(true);
  expect(listings!.told.some((each) => each.startsWith('通过率'))).toBe(false);
  for (const { seats, between } of Object.values(factors!.cities)) {
    expect(between![0]).toBeLessThanOrEqual(seats);
    expect(between![1]).toBeGreaterThanOrEqual(seats);
  }
  for (const { seats, between } of Object.values(listings!.cities)) expect(between).toEqual([seats, seats]);
});

describe('each rule for subsidies of this project', async () => {
  const subsidies = await readSubsidyFiles('pipelines/scenarios');
  const named = subsidies.map((rule) => [rule.name, rule] as const);

  test('is read without a fault, and says that it is a sample', () => {
    expect(subsidies.length).toBeGreaterThan(3);
    expect(subsidies.flatMap(({ faults }) => faults)).toEqual([]);
    for (const { title } of subsidies) expect(title).toContain('示例规则');
  });

  test.each(named)('%s is nothing against itself and asks after no order', async (_, { rule }) => {
    const projects = await paidProjectsOf(ground, '2025');
    const [one, other] = [subsidize(rule!, projects), subsidize(rule!, [...projects].reverse())];
    const self = compareSides(
      one,
      other,
      projects.map(({ id, city }) => ({ id, groups: { city } }))
    );
    expect([self.total, self.more, self.less, [...self.byGroup.city!.values()].every((sum) => sum === 0n)]).toEqual([
      0n,
      0,
      0,
      true,
    ]);
    expect(one.total).toBeGreaterThan(0n);
  });

  test.each(named)('%s takes no unknown amount for 0', async (_, { rule }) => {
    const projects = await paidProjectsOf(ground, '2025');
    const known = subsidize(rule!, projects);
    const [id] = [...known.amount].find(([, amount]) => amount > 0n)!;
    const blank = projects.map((each) =>
      each.id === id ? { ...each, money: { ...each.money, verified: null } } : each
    );
    const found = subsidize(rule!, blank);
    expect(found.unknown).toContain(id);
    expect(found.amount.has(id)).toBe(false);
  });

  test('other support is deducted where the ledger has it, and of what it has not nobody knows', async () => {
    const projects = await paidProjectsOf(ground, '2025');
    const known = projects.filter(({ money }) => money.other !== null);
    expect(known.length).toBeGreaterThan(0);
    expect(known.length).toBeLessThan(projects.length / 4);
    const { rule } = subsidies.find(({ name }) => name === 'rate_deducted')!;
    const accepted = projects.map((each) => ({ ...each, isAccepted: true }));
    const plain = subsidize({ ...rule!, terms: { ...rule!.terms, deduct: 'none' } }, accepted);
    const found = subsidize(rule!, accepted);
    for (const { id, money } of known) {
      const before = plain.amount.get(id);
      if (before === undefined) continue;
      const left = plain.exact.get(id)!;
      const exact = left.above / left.below - money.other!;
      expect(found.amount.get(id)).toBe(exact <= 0n ? 0n : exact - (exact % 1_000_000n));
    }
    const { rules } = await askSubsidy(ground, subsidies, { rule: ['rate_deducted'], on: '2025' });
    expect(rules[1]!.told.some((each) => /^\d+ 个有没有其他财政支持不知道/.test(each))).toBe(true);
    // The rule takes the others' as none, and says so of each; a rule that does not has no amount for them.
    const unsaid = projects.filter(({ money }) => money.other === null && money.verified !== null).map(({ id }) => id);
    for (const id of unsaid) expect(found.flags.get(id)).toContain('other_taken_as_none');
    const strict = subsidize({ ...rule!, terms: { ...rule!.terms, otherUnknown: 'unknown' } }, accepted);
    expect(strict.unknown).toEqual(expect.arrayContaining(unsaid));
  });

  test('parts add up to the whole, by city, direction and ownership', async () => {
    const { rules } = await askSubsidy(ground, subsidies, { rule: subsidies.slice(0, 4).map(({ name }) => name) });
    for (const { total, by } of rules)
      for (const sums of Object.values(by))
        expect(Object.values(sums).reduce((all, each) => all + BigInt(each), 0n)).toBe(BigInt(total));
  });

  test('what is asked goes before what a rule says, and its margins are the totals of that', async () => {
    const ask = (more: object) => askSubsidy(ground, subsidies, { rule: ['rate_capped'], on: '2025', ...more });
    const [plain, dearer, wider] = await Promise.all([{}, { rate: '11%' }, { cap: '210万元' }].map(ask));
    const { margins, total } = plain!.rules[1]!;
    expect(margins.map(({ of, total: by }) => [of, by])).toEqual([
      ['rate', dearer!.rules[1]!.total],
      ['cap', wider!.rules[1]!.total],
    ]);
    for (const { difference, total: by } of margins) expect(BigInt(difference)).toBe(BigInt(by) - BigInt(total));
    const fill = await ask({ control: 'fill', budget: '1000万元' });
    expect(fill.rules[1]!.refused).toBeNull();
    expect(BigInt(fill.rules[1]!.total)).toBeLessThanOrEqual(1_000_000_000n);
    const unlimited = await ask({ cap: 'none' });
    expect(unlimited.rules[1]!.capped).toBe(0);
    expect(unlimited.key).not.toBe(plain!.key);
    for (const odd of [{ rate: '2' }, { rate: '0.1.2' }, { rate: '-5%' }, { unit: 'ten' }, { cap: '200' }])
      await expect(ask(odd), JSON.stringify(odd)).rejects.toMatchObject({ status: 400 });
  });

  test('money is read with its unit, and without it refused', () => {
    expect([readMoney('200万元', 'cap'), readMoney('0.5 亿元', 'cap'), readMoney('12.34元', 'cap')]).toEqual([
      200_000_000n,
      5_000_000_000n,
      1_234n,
    ]);
    for (const odd of ['200', '200万', '0.001元', '-5元', 200])
      expect(() => readMoney(odd, 'cap')).toThrow('not_money');
  });
});

test('a version is made of the same files with the rules and without', async () => {
  const made = { pipelines: 'pipelines', reference: 'data/reference', program: '' };
  const paths = (await readBuildInputs(made)).content.map(({ path }) => path);
  expect(paths).toContain('pipelines/marts/projects.sql');
  expect(paths.filter((path) => path.startsWith('pipelines/scenarios/'))).toEqual([]);
});
