import { statSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findSession, signIn } from '#access';
import { alertsFile, openAlerts } from '#alerts';
import { bringBack, listKept, recordFile, verifyRecord } from '#pipeline';
import { decisionsIn, openStore } from '#store';
import { isReadable } from '#warehouse';
import { openAccounts } from '#server/open-accounts.ts';
import { everyPage } from '../browser/every-page.ts';
import { serveWarehouse } from '../browser/server.ts';
import { run } from '../command.ts';
import { isFull, some } from '../tier.ts';
import { formsIn, keptFolder, keptReleases, layOut, mostBytes, readKept, type Kept } from './kept.ts';

/** What steps of later programs have raised, on purpose: then the program before goes back with the backup alone. */
const raised: Readonly<Record<string, number>> = {};

async function officeOf(release: string): Promise<{ kept: Kept; warehouse: string }> {
  const warehouse = join(await mkdtemp(join(tmpdir(), 'office-')), 'warehouse');
  const { reasons, faults } = await bringBack(layOut(release), warehouse);
  expect([reasons, faults]).toEqual([[], []]);
  return { kept: readKept(release), warehouse };
}

test('there is an office of the release that is current, and each is small', () => {
  expect(keptReleases().length).toBeGreaterThan(0);
  for (const release of keptReleases())
    expect(statSync(join(keptFolder, `${release}.tar.zst`)).size).toBeLessThanOrEqual(mostBytes);
});

test.each(some(keptReleases(), 1))(
  'what the office of %s has is read, and no version is written anew',
  async (release) => {
    const { kept, warehouse } = await officeOf(release);
    const before = await listKept(warehouse);
    expect(before.map(({ version, fault }) => [version, fault])).toEqual(
      kept.versions.map((version) => [version, null])
    );
    const { lines, faults } = await verifyRecord(warehouse, [kept.head]);
    expect([faults, lines]).toEqual([[], kept.lines]);
    const record = openStore(recordFile(warehouse));
    expect(decisionsIn(record)).toHaveLength(kept.decisions);
    expect(record.broken()).toBeNull();
    record.close();
    const { desk, close } = await openAccounts(warehouse, () => {});
    const who = { name: kept.account, password: kept.password, address: '127.0.0.1' };
    await expect(signIn(desk, { ...who, password: `${kept.password}!` })).rejects.toThrow('账号或密码不对');
    const { key } = await signIn(desk, who);
    expect(findSession(desk.store, key, { now: desk.now(), idle: 60_000 })).toMatchObject({ account: kept.account });
    close();
    const alerts = openAlerts(alertsFile(warehouse));
    expect(alerts.database.prepare('select count(*) as n from incidents').get()).toEqual({ n: kept.incidents });
    alerts.close();
    // The program before goes on with what this one leaves, unless a step is named above.
    expect(formsIn(warehouse)).toEqual({ ...kept.forms, ...raised });
    expect((await listKept(warehouse)).map(({ receipt }) => receipt)).toEqual(before.map(({ receipt }) => receipt));
  }
);

test.runIf(isFull).each(keptReleases())(
  'every page of the office of %s is there, with its numbers, and its paper is true',
  async (release) => {
    const { kept, warehouse } = await officeOf(release);
    const [current] = (await listKept(warehouse)).filter(({ version }) => version === kept.current);
    if (!isReadable(current!.receipt)) {
      // It is made anew, by its own originals, as a version of its own.
      const { code, stdout, stderr } = await run('rebuild', '--warehouse', warehouse);
      expect(code, stdout + stderr).toBe(0);
    }
    const served = await serveWarehouse(warehouse);
    try {
      const ask = async <T>(path: string) => (await (await fetch(served.address + path)).json()) as T;
      const told = await ask<{ rows: unknown[] }>(kept.figures.address);
      expect(told.rows).toEqual(kept.figures.rows);
      expect(await ask(`/api/verify?text=${kept.paper}`)).toMatchObject({ isTrue: true, code: kept.paper });
      const dashboards = await ask<{ name: string }[]>('/api/dashboards');
      const { rows } = await ask<{ rows: { rule: string; subjectId: string; projectId: string; batches: string }[] }>(
        '/api/findings?verdict=fail'
      );
      const found = rows.find(({ projectId }) => projectId)!;
      const { files } = await ask<{ files: { sha256: string }[] }>(`/api/loads/${kept.current}`);
      const pages = everyPage({
        dashboards: dashboards.map(({ name }, at) => (at === 0 ? '/' : `/${name}`)),
        project: encodeURIComponent(found.projectId),
        version: kept.current,
        hash: files[0]!.sha256,
        finding: `/findings/${found.rule}/${encodeURIComponent(found.subjectId)}/${encodeURIComponent(found.batches)}`,
      });
      const answered = await Promise.all(
        [...pages, `/papers/${kept.paper}`].map(async (path) => [path, (await fetch(served.address + path)).status])
      );
      expect(answered.filter(([, status]) => status !== 200)).toEqual([]);
    } finally {
      await served.stop();
    }
  }
);
