import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openFile, readCurrent, type OpenFile } from '#warehouse';

let file: OpenFile;
let within: string[];
beforeAll(async () => {
  const current = (await readCurrent(inject('sampleWarehouse')))!;
  file = await openFile(current.path, current.version);
  within = (await rows(`select name from catalog.metrics where within = 'yes'`)).map(({ name }) => String(name));
});
afterAll(() => file.close());

const rows = async (sql: string) => (await file.read('within', sql)).rows();

test('the rates that the specification calls so say that they lie within', () => {
  expect(within.sort()).toEqual([
    'acceptance_rate',
    'accepted_of_due_high',
    'accepted_of_due_low',
    'conclusion_rate',
    'first_pass_rate',
    'listing_rate',
    'on_time_rate',
    'recommendation_rate',
    'support_coverage',
    'termination_rate',
  ]);
});

test.each(['cube', 'county_cube', 'projects'])('none of them leaves 0 to 1 on any row of %s', async (mart) => {
  const values = within.map((name) => `metrics.${name}(c) as ${name}`).join(', ');
  const broken = within.map((name) => `${name} not between 0 and 1`).join(' or ');
  expect(
    await rows(
      `from (select ${values} from (select *, row_number() over () as i from marts.${mart}) as c group by i) where ${broken}`
    )
  ).toEqual([]);
});

test('what stands outside one is told apart, and with what is inside it makes the whole', async () => {
  const whole = [
    ['recommended', 'recommended_applied', 'recommended_unapplied'],
    ['listed', 'listed_recommended', 'listed_unrecommended'],
    ['terminated', 'terminated_listed', 'terminated_unlisted'],
    ['concluded', 'concluded_listed', 'concluded_unlisted'],
    ['supported', 'supported_accepted', 'supported_unaccepted'],
  ].map(([all, inside, outside]) => `${all} <> ${inside} + ${outside}`);
  expect(await rows(`select project_id from marts.projects where ${whole.join(' or ')}`)).toEqual([]);
  const [apart] = await rows('select sum(supported_unaccepted)::integer as n from marts.cube');
  expect(Number(apart?.n)).toBeGreaterThan(0);
});
