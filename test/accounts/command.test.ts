import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { accessFile, openAccess } from '#access';
import { openStore } from '#store';
import { recordFile } from '#pipeline';
import { runAccountCommand } from '#tasks/accounts.ts';
import { openOffice } from '#server/office.ts';
import { isOffice, lackingOf, sayLacking, type OfficeOptions } from '#server/office-asked.ts';
import { ownCertificate } from './certificate.ts';
import { noAccount } from './command.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'command-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = async (verb: string, options: Partial<typeof noAccount> = {}) => {
  const told = await runAccountCommand(verb, { ...noAccount, warehouse: join(folder, 'warehouse'), ...options });
  return typeof told === 'string' ? told : told.lines.join('\n');
};

describe('npm run account', () => {
  test('makes the first account, whose password is shown once, and says who there is', async () => {
    expect(await run('list')).toMatch(/还没有账号.*要建第一个/);
    expect(existsSync(join(folder, 'warehouse'))).toBe(false);
    const added = await run('add', { name: 'Root', role: 'administrator', title: '王某', office: '省厅' });
    expect(added).toMatch(/系统管理员[\s\S]*第一个密码：[a-z2-9]{5}(-[a-z2-9]{5}){3}/);
    await run('add', { name: 'zhangqiu', role: 'county', scope: 'city=济南市；county=章丘区' });
    expect(await run('list')).toMatch(/root　系统管理员　不限范围　王某 · 省厅[\s\S]*zhangqiu　县　济南市 章丘区/);
    expect(await run('add', { name: 'ROOT', role: 'administrator' })).toBe('已经有账号 root。');
    expect(await run('disable', { name: 'root' })).toContain('最后一个能管账号的');
  });

  test('changes accounts, and each change stands in the record without a name of a person', async () => {
    await run('add', { name: 'jinan', role: 'city', scope: 'city=济南市', title: '王某' });
    expect(await run('grant', { name: 'jinan', role: 'county' })).toContain(
      '县要写明范围：推荐市（命令里写 --scope city=…），县（市、区）（命令里写 --scope county=…）。'
    );
    expect(await run('grant', { name: 'jinan', role: 'reviewer' })).toContain('评审审计');
    expect(await run('reset', { name: 'jinan' })).toContain('第一个密码');
    expect(await run('disable', { name: 'jinan' })).toContain('停用');
    expect(await run('enable', { name: 'jinan' })).toContain('启用');
    expect(await run('sessions', { name: 'jinan' })).toContain('没有登录中的');
    expect(await run('sessions', { name: 'jinan', isMeant: true })).toContain('退出 0 处');
    const store = openStore(recordFile(join(folder, 'warehouse')), { readOnly: true });
    const lines = store.entries('access');
    expect([lines.map(({ body }) => (JSON.parse(body) as { event: string }).event), store.broken()]).toEqual([
      ['account_added', 'account_granted', 'account_reset', 'account_disabled', 'account_enabled'],
      null,
    ]);
    store.close();
    expect(JSON.stringify(lines)).not.toContain('王某');
  });

  test.each([
    ['add', {}, '要写明账号名'],
    ['add', { name: 'x' }, '角色有：administrator 系统管理员'],
    ['add', { name: 'xx', role: 'citty' }, '最接近的是 city'],
    ['add', { name: 'xx', role: 'city', scope: 'town=x' }, '没有维度'],
    ['add', { name: 'xx', role: 'city', scope: 'city=济南' }, '最接近的是 济南市'],
    ['add', { name: 'xx', role: 'city', scope: 'city=北京市' }, '推荐市里没有“北京市”'],
    ['add', { name: 'xx', role: 'county', scope: 'city=青岛市；county=章丘区' }, '章丘区 不在青岛市，而在济南市'],
    [
      'add',
      { name: 'xx', role: 'county', scope: 'city=济南市；county=章丘' },
      '济南市的县（市、区）里没有“章丘”，最接近的是 章丘区',
    ],
    ['add', { name: 'xx', role: 'reviewer', scope: 'batch=1999' }, '批次里没有“1999”'],
    ['grant', { name: 'xx', role: 'city', scope: 'city=济南市、青岛' }, '最接近的是 青岛市'],
    ['reset', { name: 'gone' }, '没有账号 gone'],
    ['what', {}, 'account 后面要写 add、list'],
  ] as const)('%s with %o says what is missing', async (verb, options, said) => {
    mkdirSync(join(folder, 'warehouse'));
    openAccess(accessFile(join(folder, 'warehouse'))).close();
    expect(await run(verb, options)).toContain(said);
  });
});

describe('an office', () => {
  const asked = (options: Partial<OfficeOptions & { host: string; origin: string }>) => ({
    host: '127.0.0.1',
    origin: undefined,
    ...options,
  });
  const open = (options: Parameters<typeof asked>[0]) =>
    openOffice(join(folder, 'warehouse'), asked(options), () => undefined).then(
      ({ office, close }) => (close(), office),
      (error: Error) => error.message
    );

  test.each<[Parameters<typeof asked>[0], boolean]>([
    [{}, false],
    [{ host: 'localhost' }, false],
    [{ host: '::1' }, false],
    [{ origin: 'http://localhost:3000' }, false],
    [{ signIn: true }, true],
    [{ host: '0.0.0.0' }, true],
    [{ host: '::' }, true],
    [{ host: '10.1.1.1' }, true],
    [{ host: '127.0.0.1.evil.example' }, true],
    [{ origin: 'https://baijing.example' }, true],
    [{ behindProxy: '127.0.0.1' }, true],
  ])('%o: %s', (options, is) => {
    expect(isOffice(asked(options))).toBe(is);
  });

  test.each<[string, Parameters<typeof asked>[0], string]>([
    ['without TLS', { host: '0.0.0.0' }, '--tls-cert'],
    ['without TLS on this machine too, where it is asked for', { signIn: true }, '--behind-proxy'],
    ['with half of a certificate', { host: '0.0.0.0', tlsCert: 'x' }, '要一起写'],
    ['with a certificate that is not there', { host: '0.0.0.0', tlsCert: '/x', tlsKey: '/x' }, '读不出来'],
    ['behind a proxy without an address of its own', { behindProxy: '127.0.0.1' }, '--origin'],
    ['behind a proxy that is no address', { behindProxy: 'nginx', origin: 'https://x.example' }, '代理的地址'],
    ['behind everybody', { behindProxy: '0.0.0.0/0', origin: 'https://x.example' }, '代理的地址'],
    [
      'with a header that any browser sends',
      { behindProxy: '10.1.1.1', origin: 'https://x.example', trustHeader: 'Cookie' },
      '--trust-header',
    ],
    [
      'with a header that a proxy may read as another',
      { behindProxy: '10.1.1.1', origin: 'https://x.example', trustHeader: 'X_Remote_User' },
      '--trust-header',
    ],
    [
      'without anybody who tends accounts',
      { behindProxy: '127.0.0.1', origin: 'https://x.example' },
      'npm run account -- add',
    ],
  ])('%s does not start', async (_, options, said) => {
    expect(await open(options)).toContain(said);
  });

  test('is told at once all that is missing, and what to do that does it all', () => {
    const there = accessFile(join(folder, 'warehouse'));
    const told = sayLacking(asked({ signIn: true }), there) ?? '';
    expect(told.split('\n')).toEqual([
      '要登录的服务还缺：',
      expect.stringMatching(/^1\. 加密的线路.*--behind-proxy.*--origin.*--tls-cert.*--tls-key.*openssl req/),
      expect.stringMatching(/^2\. 先加一个系统管理员：npm run account -- add/),
      expect.stringContaining('./baijing office --origin'),
    ]);
    const half = lackingOf(asked({ behindProxy: '127.0.0.1', tlsCert: '/nowhere.pem' }), there);
    expect(half.map((each) => each.slice(0, 12))).toEqual([
      expect.stringContaining('--tls-cert'),
      expect.stringContaining('/nowhere.pem'),
      expect.stringContaining('有代理时要写明'),
      expect.stringContaining('先加一个系统管理员'),
    ]);
    expect(half[0], 'a certificate is the proxy’s, where one speaks TLS').toContain('这两个都不写');
    expect(sayLacking(asked({ behindProxy: '127.0.0.1', origin: 'https://x.example' }))).toBeNull();
  });

  test('starts with an administrator, by a certificate or behind a proxy', async () => {
    await run('add', { name: 'root', role: 'administrator' });
    const { cert, key } = ownCertificate();
    const [tlsCert, tlsKey] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    writeFileSync(tlsCert, cert);
    writeFileSync(tlsKey, key);
    expect(await open({ host: '0.0.0.0', tlsCert, tlsKey })).toMatchObject({ isBehindProxy: false });
    expect(
      await open({ behindProxy: '127.0.0.1', origin: 'https://x.example', trustHeader: 'X-Remote-User' })
    ).toMatchObject({
      isBehindProxy: true,
      header: 'x-remote-user',
    });
    writeFileSync(tlsKey, ownCertificate().key);
    expect(await open({ host: '0.0.0.0', tlsCert, tlsKey })).toContain('一对');
  });
});
