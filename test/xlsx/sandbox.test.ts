import { spawnSync } from 'node:child_process';
import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { readWorkbook } from '../../src/xlsx/index.ts';
import { confinement } from '../../src/xlsx/read/sandbox.ts';
import { onDisk, readAll, refusalOf } from './reading.ts';
import { workbook } from '../province/workbook/package.ts';
import { isFull, sized } from '../tier.ts';

const rowsOf = (count: number, columns: number) =>
  Array.from(
    { length: count },
    (_, at) =>
      `<row r="${at + 1}">${Array.from({ length: columns }, (_, column) => `<c><v>${at * columns + column}</v></c>`).join('')}</row>`
  ).join('');

test('the child may read its own code and nothing else, write nothing and start nothing', () => {
  const code = `
    const { readFileSync, writeFileSync, openSync } = await import('node:fs');
    const { spawnSync } = await import('node:child_process');
    const { Worker } = await import('node:worker_threads');
    const tried = [() => readFileSync('/etc/hosts'), () => readFileSync('package.json'), () => writeFileSync('x', ''), () => openSync('/tmp'), () => spawnSync('true'), () => new Worker('1', { eval: true })];
    console.log(tried.map((one) => { try { one(); return 'done'; } catch (error) { return error.code; } }).join());`;
  const { stdout } = spawnSync(process.execPath, [...confinement(100), '--input-type=module', '-e', code], {
    env: {},
    encoding: 'utf8',
  });
  expect(stdout.trim()).toBe(Array(6).fill('ERR_ACCESS_DENIED').join());
});

test('a child that runs out of memory refuses its workbook and hurts nobody', async () => {
  const strings = Array.from({ length: 400_000 }, (_, at) => `第${at}条`);
  const bytes = workbook({ strings, sheets: [{ data: rowsOf(1, 1) }] });
  expect(await readAll(workbook({ sheets: [{ data: rowsOf(1, 1) }] }), { heapMegabytes: 16 })).toMatchObject({
    sheets: [{ lastRow: 1 }],
  });
  const before = process.memoryUsage().rss;
  const refusal = await refusalOf(bytes, { heapMegabytes: 16 });
  expect(refusal.message).toMatch(/过大或过于复杂.*请/);
  expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
});

test('a child that does not start is no fault of the workbook', async () => {
  const read = readAll(workbook({ sheets: [{ data: rowsOf(1, 1) }] }), { heapMegabytes: Number.NaN });
  await expect(read).rejects.toThrow(/did not start/);
});

test('a child that takes too long is ended, with its workbook refused', async () => {
  const start = performance.now();
  expect((await refusalOf(workbook({ sheets: [{ data: rowsOf(1, 1) }] }), { wait: 1 })).message).toMatch(/超时/);
  expect(performance.now() - start).toBeLessThan(2000);
});

test.runIf(isFull)('a slow reader of the rows does not make the child late', async () => {
  await using file = await open(onDisk(workbook({ sheets: [{ data: rowsOf(20_000, 5) }] })));
  const book = await readWorkbook(file, { wait: 3000 });
  let rows = 0;
  for await (const sheet of book.sheets) {
    for await (const row of sheet.rows) if (++rows === 1) await sleep(3500 + row.row);
  }
  expect(rows).toBe(20_000);
});

const many = sized(60_000, 200_000);

test.runIf(isFull)('many rows stream through in bounded memory', async () => {
  await using file = await open(onDisk(workbook({ sheets: [{ data: rowsOf(many, 5) }] })));
  const before = process.memoryUsage().rss;
  const start = performance.now();
  let sum = 0;
  let peak = 0;
  for await (const sheet of (await readWorkbook(file)).sheets) {
    for await (const { cells } of sheet.rows) {
      for (const { text } of cells) sum += Number(text);
      if (cells[0]!.text.endsWith('00000')) peak = Math.max(peak, process.memoryUsage().rss - before);
    }
  }
  expect(sum).toBe((5 * many * (5 * many - 1)) / 2);
  expect(peak).toBeLessThan(200e6);
  expect(performance.now() - start).toBeLessThan(30_000);
});

test('many workbooks at once do not disturb one another', async () => {
  const reads = await Promise.all(
    Array.from({ length: 8 }, (_, at) => readAll(workbook({ sheets: [{ name: `表${at}`, data: rowsOf(at + 1, 2) }] })))
  );
  expect(reads.map((read) => ('sheets' in read ? read.sheets[0]!.rows.length : read))).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8,
  ]);
});
