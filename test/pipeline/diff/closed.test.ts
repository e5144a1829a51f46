import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { load, type Outcome } from '#pipeline';
import { application, events, handIn } from '../../pipelines/hand-in.ts';
import { folderOf } from '../content.ts';
import { isFull } from '../../tier.ts';

// A name that says 示例数据: then the invented notice that follows is in force, and closes the batches before it.
const files = Object.fromEntries(
  Object.entries(
    handIn({
      applications: [
        application('P1', { 响应内容起始日期: '2025-03-01', 实施期止: '2026-03-31' }),
        application('P2', { 响应内容起始日期: '2025-04-01', 实施期止: '2026-03-31' }),
      ],
      events: ['P1', 'P2'].flatMap((id) => events(id, '提交 2025-04-01 09:00')),
    })
  ).map(([path, text]) => [path.replace(/(\.\w+)$/, '_示例数据$1'), text])
);

let root: string;
let folder: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'closed-'));
  folder = await folderOf(files);
  await cp('data/reference', join(root, 'reference'), { recursive: true });
  await cp('pipelines', join(root, 'pipelines'), { recursive: true });
  // What contracts import is found from where they lie.
  for (const each of ['package.json', 'src', 'node_modules']) await symlink(resolve(each), join(root, each));
});
afterAll(async () => {
  await rm(root, { recursive: true });
  await rm(folder, { recursive: true });
});

const loaded = (accept: boolean, asOf = '2026-06-30'): Promise<Outcome> =>
  load({
    folder,
    warehouse: join(root, 'warehouse'),
    pipelines: join(root, 'pipelines'),
    reference: join(root, 'reference'),
    program: 'test',
    asOf,
    accept,
    check: async () => [],
  });

async function change(file: string, from: string, to: string): Promise<void> {
  const path = join(root, file);
  const text = await readFile(path, 'utf8');
  expect(text).toContain(from);
  await writeFile(path, text.replace(from, to));
}

test('a load whose rules or metrics turn a verdict or a number of a closed batch is refused with the list', async () => {
  expect((await loaded(false)).status).toBe('published');
  await change(
    'pipelines/rules/period_too_long.sql',
    'reference.limits as l',
    '(select * replace (at_most + 1 as at_most) from reference.limits) as l'
  );
  await change('pipelines/metrics/applied.sql', 'sum(p.applied)', 'sum(p.applied) / 2');
  const refused = await loaded(false);
  expect(refused.status).toBe('refused');
  expect(refused.reasons.join('\n')).toMatch(
    /已经截止的批次：\n批次 2025 的 1 条核查结论、1 项指标会变：\n {2}实施期过长：P1 不通过 → 通过\n {2}申报项目数：2 → 1\n确认要改的，加 --accept/
  );
});

test.runIf(isFull)('it is published when accepted, and that is on record', async () => {
  const accepted = await loaded(true);
  expect(accepted.status).toBe('published');
  expect(accepted.receipt?.acceptedTurns).toEqual({ verdicts: 1, projects: 0, metrics: 1 });
  expect(accepted.notes.join('\n')).toContain('实施期过长：P1 不通过 → 通过');
});

test.runIf(isFull)(
  'a change that turns nothing needs no accepting, and what is said of a batch still open is only told',
  async () => {
    await change('reference/notices/2025/answers.csv', '数据里看不出', '数据里看不出来');
    const same = await loaded(false);
    expect(same.status).toBe('published');
    expect(same.turned).toEqual([]);
    expect(same.receipt?.acceptedTurns).toBeUndefined();
  }
);
