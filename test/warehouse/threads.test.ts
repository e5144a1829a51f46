import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const program = `
  import { readFile } from 'node:fs/promises';
  import { openFile } from '#warehouse';
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:');
  const slow = 'select count(*) from range(1000000000) a, range(1000000000) b where a.range * b.range % 7 = 3';
  const connections = await Promise.all(Array.from({ length: 6 }, () => instance.connect()));
  const asked = connections.map((connection) => connection.run(slow).catch(() => undefined));
  await new Promise((resolve) => setTimeout(resolve, 200));
  const before = Date.now();
  await readFile('package.json');
  console.log(Date.now() - before);
  const stop = setInterval(() => connections.forEach((connection) => connection.interrupt()), 20);
  await Promise.all(asked);
  clearInterval(stop);
`;

test('six queries that run long do not keep the process from its files', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
    timeout: 30_000,
  });
  expect(Number(stdout)).toBeLessThan(1000);
});
