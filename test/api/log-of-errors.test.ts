import { DatabaseSync } from 'node:sqlite';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { answerErrors } from '../../src/api/http/errors.ts';

/** What a door writes to its log where something breaks that asks about 示例甲. */
async function logOf({ isOffice }: { isOffice: boolean }): Promise<string> {
  const app = Fastify();
  const log: string[] = [];
  answerErrors(app, (line) => void log.push(line), { typing: { program: null, warehouse: null }, isOffice });
  app.get('/api/projects', () => {
    const message = "Conversion Error: Could not convert string '示例甲' to INT32\nLINE 1: ...e like '%示例甲%' and o";
    throw Object.assign(new Error(message, { cause: new Error("of '示例''甲'") }), { sql: "select '示例甲' from p" });
  });
  await app.inject(`/api/projects?search=${encodeURIComponent('示例甲')}`);
  await app.close();
  return log.join('\n');
}

test('the log of an office says where and why it broke, and nothing of what was asked or stands in a row', async () => {
  const said = await logOf({ isOffice: true });
  expect(said).toMatch(/ GET \/api\/projects: [^]*Conversion Error[^]*caused by of[^]*select '…' from p/);
  expect(said).not.toMatch(/示例|甲|%E7/);
});

test('whoever sits at the machine reads all of it', async () => {
  const said = await logOf({ isOffice: false });
  expect(said).toContain("select '示例甲' from p");
  expect(said).toContain('?search=');
});

test('what cannot be kept since the disk is full is answered so, and told to the log', async () => {
  const app = Fastify();
  const log: string[] = [];
  answerErrors(app, (line) => void log.push(line), { typing: { program: null, warehouse: null }, isOffice: true });
  const database = new DatabaseSync(':memory:');
  database.exec('create table attempts (key text); pragma max_page_count = 3');
  app.post('/api/session', () => database.exec('insert into attempts select hex(zeroblob(100000))'));
  const { statusCode, body } = await app.inject({ method: 'POST', url: '/api/session' });
  expect([statusCode, body]).toEqual([507, expect.stringContaining('磁盘满了')]);
  expect(log.join()).toContain('disk is full');
  await app.close();
});
