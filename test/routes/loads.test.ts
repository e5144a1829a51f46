import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** What is told of a load, a form or an upload follows from its own address. */
const ofNoVersion = /data\/(receipts|upload|guide)\//;

test('what a page asks is asked again with what stands around it, so that both are of one version', () => {
  const asking = globSync('src/routes/**/+page.server.ts').filter((path) => !ofNoVersion.test(path));
  expect(asking.length).toBeGreaterThan(12);
  expect(asking.filter((path) => !/await parent\(\)/.test(readFileSync(path, 'utf8')))).toEqual([]);
});
