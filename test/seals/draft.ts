import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { addKey, keysIn, makeKey, type Draft, type SigningKey } from '#seals';
import { openStore, type Store } from '#store';
import { tmpdir } from 'node:os';

export const draft = (about: Partial<Draft> = {}): Draft => ({
  office: '示例处室',
  kind: 'page',
  title: '名额使用',
  recipient: '省领导',
  path: '/quota?batch=2025',
  scope: {},
  version: '20260101T000000-00000001',
  number: '2026-0001',
  fingerprint: 'f'.repeat(64),
  asOf: '2026-06-30',
  head: '',
  program: 'd'.repeat(64),
  build: '',
  isSample: true,
  by: '甲',
  numbers: [
    { key: 'query#accepted', title: '通过', exact: '3', printed: '3 个', divisor: '1', digits: 0 },
    { key: 'query#acceptance_rate', title: '通过率', exact: '0.75', printed: '75.0%', divisor: '0.01', digits: 1 },
    { key: 'query#leverage', title: '撬动', exact: null, printed: '—', divisor: '1', digits: 1 },
  ],
  says: [],
  ...about,
});

export const at = (day: number): string => `2026-07-${String(day).padStart(2, '0')}T09:00:00+08:00`;

export interface Room {
  store: Store;
  record: string;
  folder: string;
  keys: () => Promise<Map<string, SigningKey>>;
  newKey: (day: number) => Promise<string>;
}

/** A record with no paper in it yet, and a folder for keys beside. */
export function room(): Room {
  const home = mkdtempSync(join(tmpdir(), 'seals-'));
  const folder = join(home, 'keys');
  const record = join(home, 'record.sqlite');
  const store = openStore(record);
  return {
    store,
    record,
    folder,
    keys: () => keysIn(folder),
    async newKey(day) {
      const key = await makeKey(folder, { warehouse: join(home, 'warehouse'), now: at(day) });
      addKey(store, key, { at: at(day), by: '甲' });
      return key.id;
    },
  };
}
