import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { application, applications } from '../api/uploading.ts';
import { benchLoads, measured } from './loads.ts';
import { loadsReport } from './loads-report.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'benched-'));
  await mkdir(join(folder, '2025'));
  const text = applications(application('P1'), application('P2'), application('P3', { name: '"引号，\r\n换行"' }));
  await writeFile(join(folder, '2025', '项目基本信息表_济南市.csv'), text);
  await writeFile(
    join(folder, '项目基本信息表_青岛市.csv'),
    Buffer.from(`\uFEFF${text.replaceAll('P', 'Q')}`, 'utf16le')
  );
});
afterAll(() => rm(folder, { recursive: true }));

test('a load is measured beside its floors, which read the same rows, and the ratio comes first', async () => {
  const rounds = await benchLoads(folder, { rounds: 1 });
  expect(rounds).toHaveLength(1);
  for (const way of measured)
    for (const [what, value] of Object.entries({ ...rounds[0]![way], stages: 1 }))
      expect(value, `${way} ${what}`).toBeGreaterThan(0);
  // A floor knows no header.
  expect(measured.map((way) => rounds[0]![way].rows)).toEqual([6, 5, 8, 8]);
  const [head, , own] = loadsReport(rounds).split('\n');
  expect(head).toMatch(/^\|  \| × text \(of processor\) \| × typed/);
  expect(loadsReport(rounds)).toMatch(/^\| 读取 \| \d+\.\d+ .* \| \d+\.\d+ /m);
  expect(own).toMatch(/^\| own: .* \| \*\*\d+\.\d+ \(/);
});
