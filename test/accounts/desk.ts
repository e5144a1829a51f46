import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDesk } from '../../src/access/open-desk.ts';
import type { AddedAccount } from '../../src/access/administer.ts';
import type { Desk } from '../../src/access/desk.ts';
import { hashPassword } from '../../src/access/password/hash.ts';
import { addAccount } from '../../src/access/store/accounts.ts';
import type { Settings } from '../../src/access/content/settings.ts';
import type { RecordedEvent } from '#store';

export interface TestedDesk extends Desk {
  /** What was recorded, in order. */
  events: RecordedEvent[];
  /** Goes on by so many milliseconds. */
  wait(milliseconds: number): void;
  mode(): number;
  close(): void;
}

export const second = 1000;
export const minute = 60 * second;

/** The real accounts of an empty warehouse, by the content of the project but for these settings. */
export async function openTested(settings: Partial<Settings> = {}): Promise<TestedDesk> {
  const folder = mkdtempSync(join(tmpdir(), 'accounts-'));
  const events: RecordedEvent[] = [];
  let at = Date.parse('2026-11-28T09:00:00+08:00');
  const desk = await openDesk({
    warehouse: folder,
    content: 'data/access',
    dimensions: ['city', 'county', 'batch'],
    record: (event) => void events.push(event),
    now: () => at,
  });
  return {
    ...desk,
    settings: { ...desk.settings, second_factor: new Set(), ...settings },
    events,
    wait: (milliseconds) => void (at += milliseconds),
    mode: () => statSync(join(folder, 'access.sqlite')).mode & 0o777,
    close() {
      desk.store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export const phrase = '泰山脚下第七块石头写着梅';

/** Somebody of 济南 who signs in by the phrase. */
export const ofJinan = {
  ...{ title: '', office: '', role: 'city', scope: { city: ['济南市'] } },
  ...{ password: phrase, mustChange: false },
} as const;

const hashes = new Map<string, Promise<string>>();

/** The hash of a password that many tests use: it takes its time each time that it is made. */
export function hashOf(password: string): Promise<string> {
  const hash = hashes.get(password) ?? hashPassword(password);
  hashes.set(password, hash);
  return hash;
}

/** Takes away all that is kept: one file serves many tests. */
export function empty({ store: { database } }: Pick<Desk, 'store'>): void {
  for (const table of ['sessions', 'tokens', 'feeds', 'old_passwords', 'attempts', 'known_addresses', 'accounts'])
    database.exec(`delete from ${table}`);
}

/** An account whose password is given, as if it had been chosen, or as somebody else made it. */
export async function addWith(
  desk: Desk,
  { password, mustChange, ...added }: AddedAccount & { password: string; mustChange: boolean }
): Promise<void> {
  const [now, hash] = [desk.now(), await hashOf(password)];
  addAccount(desk.store, {
    ...added,
    isActive: true,
    password: hash,
    passwordAt: now,
    mustChange,
    subject: null,
    createdAt: now,
  });
}
