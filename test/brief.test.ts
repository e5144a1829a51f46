import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { findBrowser } from '#environment/browser.ts';
import { readLine } from '#commands/index.ts';
import { run } from './command.ts';
import { isFull } from './tier.ts';

const warehouse = inject('sampleWarehouse');
let folder = '';
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'brief-'))));
afterAll(() => rm(folder, { recursive: true }));

test('where no browser is, the command says so and what else may be done', () => {
  expect(() => findBrowser([join(folder, 'none')])).toThrow(/Chromium.*另存为 PDF/);
});

test('the command takes the filters of the pages, sections and figures, each as often as wanted', () => {
  const said = '简报 --city 济南市 --city 青岛市 --section 一 --panel a/b --panel c/d --out x.pdf';
  expect(readLine(['brief', ...said.split(' ')]).given).toMatchObject({
    words: ['简报'],
    filters: { city: ['济南市', '青岛市'] },
    section: ['一'],
    panel: ['a/b', 'c/d'],
    out: 'x.pdf',
  });
});

test.runIf(isFull)('it writes an A4 PDF of several pages, writes over nothing, and refuses in words', async () => {
  const out = join(folder, 'brief.pdf');
  const command = ['brief', '--city', '济南市', '--batch', '2025', '--warehouse', warehouse, '--out'];
  const { code, stdout } = await run(...command, out);
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringMatching(/已写好 .*（[2-9] 页）/) });
  const pdf = await readFile(out, 'latin1');
  expect(pdf.slice(0, 5)).toBe('%PDF-');
  const sizes = Array.from(pdf.matchAll(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/g), ([, w, h]) => [
    Math.round(Number(w)),
    Math.round(Number(h)),
  ]);
  expect(sizes.length).toBeGreaterThan(1);
  for (const size of sizes) expect(size).toEqual([595, 842]);

  expect((await run(...command, out)).code).toBe(1);
  const other = await run('brief', '--city', '济南', '--warehouse', warehouse, '--out', join(folder, 'y.pdf'));
  expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining('没有“济南”') });
});
