import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDesk } from '../../src/access/open-desk.ts';
import type { Desk } from '../../src/access/desk.ts';
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
