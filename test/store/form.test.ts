import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { accessFile, openAccess } from '../../src/access/store/open.ts';
import { alertsFile, openAlerts } from '#alerts';
import { openStore, openTables, TooNew } from '#store';
import { sized } from '../tier.ts';
import { seeded } from '../xlsx/seeded.ts';

const scratch = () => mkdtempSync(join(tmpdir(), 'form-'));
const numberOf = (path: string) => {
  const database = new DatabaseSync(path);
  try {
    return database.prepare('pragma user_version').get()?.user_version;
  } finally {
    database.close();
  }
};
const number = (path: string, form: number) => {
  const database = new DatabaseSync(path);
  database.exec(`pragma user_version = ${form}`);
  database.close();
};

const first = 'create table if not exists people (name text) strict;';
const second = {
  called: '名册',
  schema: 'create table if not exists persons (name text, is_here integer not null) strict;',
  steps: [
    `create table persons (name text, is_here integer not null) strict;
     insert into persons select name, 1 from people; drop table people;`,
  ],
};

test('a file of the form before is brought to the next with all that stands in it, once', () => {
  const path = join(scratch(), 'a.sqlite');
  const old = openTables(path, { called: '名册', schema: first });
  old.database.exec(`insert into people values ('张三'), ('李四')`);
  old.close();
  for (const _ of [1, 2]) {
    const young = openTables(path, second);
    expect(young.database.prepare('select count(*) as n from persons where is_here = 1').get()).toEqual({ n: 2 });
    young.close();
  }
  expect(numberOf(path)).toBe(1);
});

test('a new file takes no steps and is of the newest form', () => {
  const path = join(scratch(), 'a.sqlite');
  openTables(path, second).close();
  expect(numberOf(path)).toBe(1);
});

const stores: [name: string, open: (folder: string) => { close(): void }, file: (folder: string) => string][] = [
  ['accounts', (folder) => openAccess(accessFile(folder)), accessFile],
  ['alerts', (folder) => openAlerts(alertsFile(folder)), alertsFile],
  [
    'the record',
    (folder) => openStore(join(folder, 'record.sqlite')),
    (folder: string) => join(folder, 'record.sqlite'),
  ],
];

test.each(stores)('%s of a newer program are refused by name, and not a byte is another', (_, open, file) => {
  const folder = scratch();
  open(folder).close();
  number(file(folder), 9);
  const before = readFileSync(file(folder));
  expect(() => open(folder)).toThrow(TooNew);
  expect(() => open(folder)).toThrow(/更新的程序写过（第 9 式.*恢复升级以前的备份/s);
  expect(readFileSync(file(folder)).equals(before)).toBe(true);
  number(file(folder), 0);
  open(folder).close();
});

test('killed at any moment of the step a file is of the old form or of the new, whole', async () => {
  const folder = scratch();
  const many = 20_000;
  const code = `const { openTables } = await import('./src/store/index.ts');
    const asked = JSON.parse(process.argv[2]);
    process.stdin.once('data', () => { openTables(process.argv[1], asked).close(); process.exit(); });
    console.log('ready');`;
  const random = seeded(7);
  for (let kill = 0; kill < sized(5, 50); kill += 1) {
    const path = join(folder, `${kill}.sqlite`);
    const old = openTables(path, { called: '名册', schema: first });
    old.database.exec(`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${many})
       insert into people select 'x' || i from n`);
    old.close();
    const child = spawn(process.execPath, ['--input-type=module', '-e', code, path, JSON.stringify(second)], {
      stdio: 'pipe',
    });
    await once(child.stdout, 'data');
    const ended = once(child, 'exit');
    child.stdin.write('go\n');
    await sleep(random.below(60));
    child.kill('SIGKILL');
    await ended;
    const form = numberOf(path);
    const database = new DatabaseSync(path);
    const { n } = database.prepare(`select count(*) as n from ${form === 1 ? 'persons' : 'people'}`).get() ?? {};
    database.close();
    expect([form, n]).toEqual([form === 1 ? 1 : 0, many]);
    const again = openTables(path, second);
    expect(again.database.prepare('select count(*) as n from persons').get()).toEqual({ n: many });
    again.close();
  }
});
