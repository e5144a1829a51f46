import { globSync, readFileSync } from 'node:fs';
import { copyFile, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { makeReplay } from '#pipeline';
import { openFile, readCurrent, replayFile, replaysIn, warehouseFile, type OpenFile } from '#warehouse';
import { some } from '../tier.ts';

// What the sample says was known of its batch of 2025 on five days, counted by hand from its files as they lie there.

const batch = '2025';
const today = '2026-06-30';
/** Before the deadline, after it, after 公布, after the first conclusions and before they are published, today. */
const days = ['2025-04-10', '2025-04-30', '2025-06-13', '2026-05-10', today];

/** The rows of a table of the sample, by their headers; a table may stand below a title and a line of its unit. */
function rowsOf(name: string): Record<string, string>[] {
  const [path = ''] = globSync(`data/sample/${batch}年度/${name}_${batch}_*.csv`);
  const bytes = readFileSync(path);
  const text = new TextDecoder(bytes.subarray(0, 3).equals(Buffer.of(0xef, 0xbb, 0xbf)) ? 'utf-8' : 'gb18030').decode(
    bytes
  );
  const lines = Papa.parse<string[]>(text).data;
  const head = lines.findIndex(([first]) => first === '项目编号');
  const [headers = []] = lines.slice(head);
  return lines
    .slice(head + 1)
    .filter(([id = '']) => id.startsWith('SL'))
    .map((cells) => Object.fromEntries(headers.map((header, i) => [header, (cells[i] ?? '').trim()])));
}

const log = rowsOf('流程记录').map((row, order) => ({ ...row, order }) as Record<string, string> & { order: number });
const acceptances = rowsOf('验收结果表');
const subsidies = rowsOf('奖补资金表');
const amount = (text = '') => Math.round(Number(text.replaceAll(',', '').replace('—', '')) * 10_000);

interface Count {
  applied: number;
  listed: number;
  concluded: number;
  allocated: number;
  verdicts: Record<string, number>;
}

/** By hand: only what had happened by the end of the day. */
function countOn(day: string): Count {
  const until = (at = '') => at !== '' && at !== '—' && at.slice(0, 10) <= day;
  const steps = Map.groupBy(
    log.filter((each) => until(each['时间'])),
    (each) => each['项目编号']!
  );
  const last = (id: string, ...names: string[]) =>
    (steps.get(id) ?? [])
      .filter((each) => names.includes(each['环节']!))
      .map((each) => `${each['时间']} ${String(each.order).padStart(6, '0')}`)
      .sort()
      .at(-1) ?? '';
  const first = (id: string, name: string) =>
    (steps.get(id) ?? [])
      .filter((each) => each['环节'] === name)
      .map((each) => each['时间']!)
      .sort()[0]!;
  const ids = [...steps.keys()];
  const stands = (id: string) => last(id, '提交') > last(id, '撤回');
  const applied = ids.filter((id) => last(id, '提交') !== '' && stands(id));
  const listed = ids.filter((id) => last(id, '公布') !== '' && stands(id));
  const known = acceptances.filter((each) => until(each['验收日期']) && stands(each['项目编号']!));
  const concluded = known.filter((each) => ['通过', '不通过'].includes(each['验收结论']!));
  const accepted = known.filter((each) => each['验收结论'] === '通过');
  const allocated = subsidies.filter((each) => until(each['下达日期']));
  const recommended = applied.filter((id) => last(id, '市推荐') > last(id, '退回', '省退回', '撤回'));
  const tally: Record<string, number> = {};
  const judge = (rule: string, ids: readonly string[], holds: (id: string) => boolean | null) => {
    for (const id of ids) {
      const verdict = { true: 'pass', false: 'fail', null: 'review' }[String(holds(id))];
      const key = `${rule} ${verdict}`;
      tally[key] = (tally[key] ?? 0) + 1;
    }
  };
  judge('late_submission', applied, (id) => first(id, '提交') <= '2025-04-24 17:00:00');
  judge('late_recommendation', recommended, (id) => last(id, '市推荐').slice(0, 19) <= '2025-04-25 17:00:00');
  // A day that there is not says nothing: neither that it was published nor that it was not.
  const isDay = (day: string) => {
    const read = new Date(`${day}T00:00:00Z`);
    return !Number.isNaN(Number(read)) && read.toISOString().startsWith(day);
  };
  judge(
    'acceptance_unpublished',
    accepted.map((each) => each['项目编号']!),
    (id) => {
      const days = accepted.flatMap((each) => (each['项目编号'] === id ? [each['发布日期']!] : []));
      return days.some((day) => day !== '' && !isDay(day)) ? null : days.some(until);
    }
  );
  return {
    applied: applied.length,
    listed: listed.length,
    concluded: concluded.length,
    allocated: allocated.reduce((sum, each) => sum + amount(each['下达金额']), 0),
    verdicts: tally,
  };
}

let own: string;
const open: OpenFile[] = [];
beforeAll(async () => {
  own = await mkdtemp(join(tmpdir(), 'replay-'));
});
afterAll(async () => {
  for (const file of open) file.close();
  await rm(own, { recursive: true });
});

/** The sample as of a day: on its own day the version itself, else its replay, in a folder of this test. */
async function sampleOn(day: string): Promise<OpenFile> {
  const sample = inject('sampleWarehouse');
  const { version } = (await readCurrent(sample))!;
  if (day === today) return openFile(warehouseFile(sample, version), version);
  await symlink(join(sample, 'files'), join(own, 'files')).catch(() => undefined);
  await copyFile(join(sample, `${version}.json`), join(own, `${version}.json`));
  const content = { pipelines: 'pipelines', reference: 'data/reference', program: 'test' };
  const name = await makeReplay({ ...content, warehouse: own, version, day });
  return openFile(replayFile(own, name), name);
}

describe.for(some(days, 2))('the sample as of %s', (day) => {
  test('is what its files say had happened by then', { timeout: 600_000 }, async () => {
    const file = await sampleOn(day);
    open.push(file);
    const rows = async (sql: string) => (await file.read('test', sql)).rows();
    const [sums] = await rows(
      `select sum(applied)::integer as applied, sum(listed)::integer as listed, sum(concluded)::integer as concluded,
         coalesce(sum(subsidy_allocated), 0)::double as allocated
       from marts.projects where batch = '${batch}'`
    );
    const verdicts = await rows(
      `select rule || ' ' || verdict as key, count(*)::integer as n from marts.findings
       where batch = '${batch}' and rule in ('late_submission', 'late_recommendation', 'acceptance_unpublished')
       group by all order by all`
    );
    // A summary that was handed in later says nothing yet of what was not recommended by then.
    const summaries = await rows(
      `select coalesce(count_if(verdict = 'fail'), 0)::integer as failed,
         count(*) filter (subject_id not in (select project_id from marts.projects where recommended = 1))::integer as early
       from marts.findings where batch = '${batch}' and rule = 'summary_differs'`
    );
    expect(summaries).toEqual([{ failed: 0, early: 0 }]);
    expect({ ...sums, verdicts: Object.fromEntries(verdicts.map(({ key, n }) => [key, n])) }).toEqual(countOn(day));
    const later = await rows(
      `select count(*)::integer as n from marts.events where happened_at::date > '${day}'
       union all select count(*)::integer from marts.findings where as_of <> '${day}' or judged_on > '${day}'`
    );
    expect(later).toEqual([{ n: 0 }, { n: 0 }]);
  });
});

test('the days differ, and nothing half written lies beside them', async () => {
  expect(new Set(days.map((day) => JSON.stringify(countOn(day)))).size).toBe(days.length);
  expect((await readdir(replaysIn(own))).filter((name) => name.startsWith('.'))).toEqual([]);
});
