import { existsSync } from 'node:fs';
import { recordFile } from '#pipeline';
import { openStore } from '#store';
import { isReadable, readReceipt, warehouseFile } from '#warehouse';

/** A version that was published, and where that stands in the record: an older one may be published again. */
export interface Published {
  position: number;
  version: string;
  /** With the zone. */
  at: string;
}

/** What was published, the oldest first; null where the record cannot be read. */
export function publicationsOf(warehouse: string): Published[] {
  const path = recordFile(warehouse);
  if (!existsSync(path)) return [];
  const store = openStore(path, { readOnly: true });
  try {
    return store.entries('journal').flatMap(({ position, at, body }) => {
      const { event, version } = JSON.parse(body) as { event: string; version: string };
      return event === 'pruned' || event === 'redacted' ? [] : [{ position, version, at }];
    });
  } finally {
    store.close();
  }
}

/** When a version was published last, and which was published before it, where that can still be read. */
export async function placeOf(
  warehouse: string,
  version: string
): Promise<{ published: Published | null; before: string | null }> {
  const all = publicationsOf(warehouse);
  const at = all.findLastIndex((each) => each.version === version);
  if (at === -1) return { published: null, before: null };
  const before = all.slice(0, at).findLast((each) => each.version !== version)?.version ?? null;
  return { published: all[at]!, before: before !== null && (await canBeRead(warehouse, before)) ? before : null };
}

async function canBeRead(warehouse: string, version: string): Promise<boolean> {
  if (!existsSync(warehouseFile(warehouse, version))) return false;
  return readReceipt(warehouse, version).then(isReadable, () => false);
}
