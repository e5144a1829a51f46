import { stat } from 'node:fs/promises';
import { recordFile } from '#pipeline';
import { createRecorder, openStore } from '#store';
import { zonedTime } from '#warehouse';
import type { Packed } from './make.ts';

/** The event under which a package stands in the record. */
const event = 'packaged';

/** When a package was made, and by whom, as the record of a warehouse says it. */
export interface Registered {
  at: string;
  by: string | null;
  version: string;
}

/** Writes down that a package left the warehouse, with the hash that tells it from any other. */
export function registerPackage(warehouse: string, { seal, version, selection }: Packed, by: string | null): void {
  let fault: string | null = null;
  const recorder = createRecorder(
    recordFile(warehouse),
    () => zonedTime(new Date()),
    (message) => (fault = message)
  );
  recorder.record({ stream: 'use', by, event, details: { version, what: selection, seal } });
  recorder.close();
  if (fault !== null) throw new Error(fault);
}

/** What the record says of a package: null where no such one was made here; undefined where there is no record. */
export async function findRegistered(warehouse: string, seal: string): Promise<Registered | null | undefined> {
  const path = recordFile(warehouse);
  if (!(await stat(path).catch(() => null))?.isFile()) return undefined;
  const store = openStore(path, { readOnly: true });
  try {
    const { entries } = store.find({ stream: 'use', event }, { limit: 100_000, offset: 0 });
    for (const { at, by, body } of entries.toReversed()) {
      const said = JSON.parse(body) as { seal?: string; version?: string };
      if (said.seal === seal) return { at, by, version: said.version ?? '' };
    }
    return null;
  } finally {
    store.close();
  }
}
