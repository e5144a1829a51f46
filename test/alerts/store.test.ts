import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAlerts, readState, takeAcknowledgement, waitingItems, type AlertsStore } from '#alerts';
import { copyStore } from '#store';
import { sized } from '../tier.ts';
import { context, evaluateVersion } from './evaluating.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'alerts-store-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

function withStore<T>(name: string, work: (store: AlertsStore) => T): T {
  const store = openAlerts(join(folder, name));
  try {
    return work(store);
  } finally {
    store.close();
  }
}

const tables = ['conditions', 'evaluations', 'incidents', 'history', 'items', 'outbox'];

/** Every row of every table, without what tells a message from others of its number. */
const allOf = ({ database }: AlertsStore): unknown[] => {
  const rows = tables.map((table) => [table, database.prepare(`select * from ${table} order by rowid`).all()]);
  return JSON.parse(JSON.stringify(rows).replaceAll(/(ob-\d+)-[0-9a-f]{12}/g, '$1')) as unknown[];
};

const count = ({ database }: AlertsStore, from: string): number =>
  Number(database.prepare(`select count(*) as n from ${from}`).get()?.n);

describe('the store of alerts', () => {
  it('is for its owner alone', async () => {
    withStore('own.sqlite', () => undefined);
    expect((await stat(join(folder, 'own.sqlite'))).mode & 0o777).toBe(0o600);
  });

  it('evaluates a version once', () => {
    withStore('once.sqlite', (store) => {
      expect(evaluateVersion(store, 1)).toBe(true);
      const once = allOf(store);
      expect(evaluateVersion(store, 1)).toBe(false);
      expect(allOf(store)).toEqual(once);
    });
  });

  it('leaves nothing of a step that fails', () => {
    withStore('failing.sqlite', (store) => {
      evaluateVersion(store, 1);
      const before = allOf(store);
      store.database.exec(
        "create trigger no before insert on items begin select raise(abort, 'the disk is full'); end"
      );
      expect(() => [2, 3, 4, 5].map((version) => evaluateVersion(store, version))).toThrow('the disk is full');
      store.database.exec('drop trigger no');
      expect(count(store, 'evaluations')).toBeGreaterThanOrEqual(1);
      if (count(store, 'evaluations') === 1) expect(allOf(store)).toEqual(before);
    });
  });

  it('writes one message of one name for each recipient and channel', () => {
    withStore('messages.sqlite', (store) => {
      for (let version = 1; version <= 60; version += 1) evaluateVersion(store, version);
      expect(count(store, 'outbox')).toBeGreaterThan(20);
      expect(count(store, '(select distinct message_id from outbox)')).toBe(count(store, 'outbox'));
      expect(count(store, "(select 1 from outbox where message_id not like '<ob-%@baijing.invalid>')")).toBe(0);
      const last = String(store.database.prepare('select max(made_at) as at from outbox').get()?.at);
      expect(waitingItems(store).every(({ due }) => due > last)).toBe(true);
    });
  });

  it('keeps an acknowledgement with who said it and what', () => {
    withStore('acknowledged.sqlite', (store) => {
      for (const version of [1, 2, 3]) evaluateVersion(store, version);
      const open = [...readState(store).incidents.values()].find(({ status }) => status === 'open')!;
      const said = { at: '2026-03-03T09:00:00', alert: open.alert, key: open.key, by: 'ji', note: '已联系企业' };
      expect(takeAcknowledgement(store, said, context)).toBe(true);
      expect(takeAcknowledgement(store, { ...said, key: 'none' }, context)).toBe(false);
      expect(store.database.prepare("select by, note from history where what = 'acknowledged'").all()).toEqual([
        { by: 'ji', note: '已联系企业' },
      ]);
    });
  });

  it('is copied while it is written to', async () => {
    const store = openAlerts(join(folder, 'copied.sqlite'));
    try {
      evaluateVersion(store, 1);
      await copyStore(join(folder, 'copied.sqlite'), join(folder, 'copy.sqlite'));
      expect(withStore('copy.sqlite', allOf)).toEqual(allOf(store));
    } finally {
      store.close();
    }
  });

  it('holds no half of an evaluation, whenever it was killed', async () => {
    const wanted = sized(5, 226);
    let kills = 0;
    for (let round = 0; kills < wanted; round += 1) {
      const name = `killed-${round}.sqlite`;
      for (let kill = 0; kill < 4 && kills < wanted; kill += 1) {
        const child = spawn(process.execPath, [join(import.meta.dirname, 'evaluating.ts'), join(folder, name)], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        await once(child.stdout, 'data');
        await new Promise((resolve) => setTimeout(resolve, (kills * 13) % 97));
        child.kill('SIGKILL');
        await once(child, 'close');
        kills += 1;
      }
      withStore(name, (killed) =>
        withStore(`whole-${round}.sqlite`, (whole) => {
          whole.database.exec('pragma synchronous = off');
          const evaluated = count(killed, 'evaluations');
          for (let version = 1; version < evaluated; version += 1) evaluateVersion(whole, version);
          // Of the last one the clock may not have passed yet.
          evaluateVersion(killed, evaluated);
          evaluateVersion(whole, evaluated);
          expect(allOf(killed)).toEqual(allOf(whole));
        })
      );
    }
    expect(kills).toBe(wanted);
    // All of them start a program each: on a busy machine that is more than the minutes that a test has.
  }, 900_000);
});
