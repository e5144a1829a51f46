import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isFull } from '../tier.ts';
import { openReference, otherPanels, tables, versionBy, type Version } from './opened.ts';

// A notice of which all is entered but one table: what is known of the rest must not make a number of what is not.

describe.runIf(isFull)(
  'while one table of a notice is open, no panel shows a number that the whole notice would not',
  () => {
    let entered: Version;
    beforeAll(async () => {
      entered = await versionBy('data/reference');
    });
    afterAll(() => entered.build.close());

    test.each(tables.map((table) => [table]))('%s', { timeout: 300_000 }, async (table) => {
      const reference = await openReference([table]);
      const open = await versionBy(reference);
      try {
        expect(await otherPanels(open, entered)).toEqual([]);
      } finally {
        open.build.close();
        await rm(reference, { recursive: true });
      }
    });
  }
);
