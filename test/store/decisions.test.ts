import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DecidedMeanwhile, decisionsIn, followDecisions, openStore, recordDecisions, type Decision } from '#store';

const at = '2026-06-30T12:00:00+08:00';

export const decision = (subjectId: string, more: Partial<Decision> = {}): Decision => ({
  rule: 'late_submission',
  subjectKind: 'project',
  subjectId,
  span: '2025',
  state: 'decided',
  conclusion: 'pass',
  basis: '会议同意',
  document: null,
  attachment: null,
  person: { name: '张三', isVerified: false },
  on: '2026-06-30',
  notice: '2025',
  version: 'v',
  verdict: 'review',
  message: '待核',
  judged: { late: true },
  withdraws: null,
  ...more,
});

const pathOf = async () => join(await mkdtemp(join(tmpdir(), 'decisions-')), 'record.sqlite');

describe('decisions in the record', () => {
  test('are lines of one chain with everything else, and come back as they were made', async () => {
    const store = openStore(await pathOf());
    const journal = store.append({ stream: 'journal', at, by: null, body: '{}' });
    const [line] = recordDecisions(store, [decision('P1')], { at, seen: '' });
    expect(line).toEqual({ ...decision('P1'), position: 2, id: store.head(), at });
    expect(store.entries()[1]).toMatchObject({ stream: 'decisions', by: '张三', previous: journal.hash });
    expect(decisionsIn(store)).toEqual([line]);
    expect(store.broken()).toBeNull();
    store.close();
  });

  test('a second writer who saw less of the same finding is told by whom, and nothing is written', async () => {
    const store = openStore(await pathOf());
    const [first] = recordDecisions(store, [decision('P1')], { at, seen: '' });
    const late = () => recordDecisions(store, [decision('P2'), decision('P1')], { at, seen: '' });
    expect(late).toThrow(DecidedMeanwhile);
    try {
      late();
    } catch (error) {
      expect((error as DecidedMeanwhile).since).toEqual([first]);
    }
    expect(decisionsIn(store)).toHaveLength(1);
    // Of another finding, of another year, and after looking again it may be written.
    recordDecisions(store, [decision('P2')], { at, seen: '' });
    recordDecisions(store, [decision('P1', { span: '2026' })], { at, seen: '' });
    recordDecisions(store, [decision('P1')], { at, seen: first!.id });
    expect(decisionsIn(store)).toHaveLength(4);
    store.close();
  });

  test('killed between two lists, each list is there whole or not at all', async () => {
    const path = await pathOf();
    const program = `
      const { openStore, recordDecisions, decisionsIn } = await import('./src/store/index.ts');
      const decision = ${JSON.stringify(decision('P'))};
      const store = openStore(${JSON.stringify(path)});
      for (let round = 0; ; round += 1) {
        const list = Array.from({ length: 20 }, (_, at) => ({ ...decision, subjectId: \`\${process.pid}-\${round}-\${at}\` }));
        recordDecisions(store, list, { at: ${JSON.stringify(at)}, seen: '' });
        console.log('listed ' + (round + 1));
      }`;
    for (let round = 0; round < 3; round += 1) {
      const before = decisionsNow(path);
      const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '--eval', program]);
      let said = 0;
      child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString().split('listed').length - 1));
      await expect.poll(() => said, { timeout: 20_000, interval: 3 + round }).toBeGreaterThan(2);
      child.kill('SIGKILL');
      await once(child, 'close');
      const now = decisionsNow(path);
      expect(now % 20).toBe(0);
      expect(now - before).toBeGreaterThanOrEqual(20 * said);
    }
  });
});

function decisionsNow(path: string): number {
  const store = openStore(path);
  try {
    expect(store.broken()).toBeNull();
    return decisionsIn(store).length;
  } finally {
    store.close();
  }
}

describe('who follows decisions', () => {
  async function followed() {
    const path = await pathOf();
    const store = openStore(path);
    const [line] = recordDecisions(store, [decision('P1')], { at, seen: '' });
    store.close();
    return { path, head: line!.id };
  }

  test('sees what others write, without being told', async () => {
    const path = await pathOf();
    const decisions = followDecisions(path);
    expect(decisions.now()).toEqual({ head: '', position: 0, fault: null });
    const store = openStore(path);
    const [line] = recordDecisions(store, [decision('P1')], { at, seen: '' });
    expect(decisions.now()).toEqual({ head: line!.id, position: 1, fault: null });
    store.append({ stream: 'journal', at, by: null, body: '{}' });
    recordDecisions(store, [decision('P2')], { at, seen: line!.id });
    expect(decisions.now()).toMatchObject({ position: 3, fault: null });
    expect(decisions.between(1, 3).map(({ subjectId }) => subjectId)).toEqual(['P2']);
    store.close();
    decisions.close();
  });

  test.each<[string, (path: string) => Promise<void>, RegExp]>([
    ['is gone', (path) => rm(path), /不在了/],
    ['is no record', (path) => writeFile(path, 'x'.repeat(5000)), /file is not a database/],
    ['is cut off', (path) => truncate(path, 3000), /malformed|not a database|disk image/],
    [
      'is an older one',
      async (path) => {
        const older = await pathOf();
        openStore(older).close();
        await copyFile(older, path);
      },
      /少了/,
    ],
  ])(
    'a record that %s is a fault that names it, where a version was published over its decisions',
    async (_, spoil, says) => {
      const { path, head } = await followed();
      await spoil(path);
      for (const rest of ['-wal', '-shm']) await rm(`${path}${rest}`, { force: true });
      const decisions = followDecisions(path, [head]);
      const { fault } = decisions.now();
      expect(fault).toContain(path);
      expect(fault).toMatch(says);
      expect(fault).toMatch(/备份/);
      decisions.close();
    }
  );
});
