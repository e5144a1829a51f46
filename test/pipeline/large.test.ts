import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { load } from '#pipeline';
import { plan } from '../province/province.ts';
import { writeProvince } from '../province/write.ts';
import { isFull } from '../tier.ts';
import { ownContent } from './own-content.ts';

test.runIf(isFull)(
  '100,000 projects load within 280 MB: what is too much to hold is written down for a while',
  { timeout: 900_000 },
  async () => {
    const root = await mkdtemp(join(tmpdir(), 'large-'));
    try {
      writeProvince(plan({ projects: 100_000, seed: '2025' }), join(root, 'files'));
      const { status, reasons } = await load({
        folder: join(root, 'files'),
        warehouse: join(root, 'warehouse'),
        asOf: '2026-06-30',
        program: 'test',
        memory: 280 * 2 ** 20,
        ...ownContent,
      });
      expect({ status, reasons }).toEqual({ status: 'published', reasons: [] });
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  }
);
