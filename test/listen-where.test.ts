import { expect, test } from 'vitest';
import { readLine } from '#commands/index.ts';
import { Misuse } from '#environment/misuse.ts';
import { listenWhere } from '#commands/listen-where.ts';

const nothing = { port: undefined, host: undefined };

test.each([
  [{}, nothing, 3000, '127.0.0.1'],
  [{ PORT: '8080' }, nothing, 8080, '127.0.0.1'],
  [{ PORT: ' 8080 ', HOST: '' }, nothing, 8080, '127.0.0.1'],
  [{ PORT: '' }, nothing, 3000, '127.0.0.1'],
  [{ PORT: '0' }, nothing, 0, '127.0.0.1'],
  [{ PORT: '8080' }, { port: '9000', host: undefined }, 9000, '127.0.0.1'],
  // What the command says comes first, also over what nobody could use.
  [{ PORT: 'tcp://10.0.0.1:3000' }, { port: '9000', host: undefined }, 9000, '127.0.0.1'],
  [{ HOST: '0.0.0.0' }, { port: undefined, host: '127.0.0.1' }, 3000, '127.0.0.1'],
  [{ HOST: 'localhost' }, nothing, 3000, 'localhost'],
  [{ HOST: '::1' }, nothing, 3000, '::1'],
])('%j and what is said: %j', (environment, said, port, host) => {
  expect(listenWhere(said, environment)).toEqual({ port, host, notes: [] });
});

test('an address of the environment that others reach is told, as it asks for sign-in', () => {
  const { host, notes } = listenWhere(nothing, { HOST: '0.0.0.0' });
  expect(host).toBe('0.0.0.0');
  expect(notes).toEqual(['开在 0.0.0.0：环境变量 HOST 这样写的']);
});

test.each(['x86_64-conda-linux-gnu', 'office-pc', '10.0.0', '0.0.0.0:80'])(
  'HOST=%s, which shells and compilers set, opens nothing further and stops no start',
  (HOST) => {
    const { host, notes } = listenWhere(nothing, { HOST });
    expect(host).toBe('127.0.0.1');
    expect(notes).toEqual([`环境变量 HOST 写的是“${HOST}”，不是地址，没有采用；要开在别的地址，写 --host`]);
  }
);

test.each(['http', '70000', '-1', '3000.5', '\\\\.\\pipe\\site'])('PORT=%s is refused by its name', (PORT) => {
  expect(() => listenWhere(nothing, { PORT })).toThrow(`环境变量 PORT 要是 0 到 65535 的整数（写的是 ${PORT}）`);
  expect(() => listenWhere(nothing, { PORT })).toThrow(Misuse);
});

test('a command that serves nothing does not look at it', () => {
  process.env.PORT = 'http';
  try {
    expect(readLine(['load', 'folder']).given.words).toEqual(['folder']);
    for (const name of ['start', 'doctor']) expect(() => readLine([name])).toThrow('环境变量 PORT');
  } finally {
    delete process.env.PORT;
  }
});
