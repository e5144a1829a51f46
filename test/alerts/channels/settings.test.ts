import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { meaningOf, readChannels, send, weaknesses } from '#alerts/channels';
import { placeOf, refusalOfAddress } from '../../../src/alerts/channels/place.ts';
import { readSecret, withoutSecrets } from '../../../src/alerts/channels/secret.ts';
import { folders, letter, plain, tryOnce, writeSecret } from './trying.ts';

const head = 'name,kind,host,port,security,certificate,ca,net,from,folder,scope,note\n';
function read(rows: string) {
  const folder = mkdtempSync(join(tmpdir(), 'alerts-content-'));
  writeFileSync(join(folder, 'channels.csv'), head + rows);
  return readChannels(folder);
}

describe('channels', () => {
  test('are none where nobody wrote any', async () => {
    expect(await readChannels(join(tmpdir(), 'nowhere-at-all'))).toEqual({ channels: [], faults: [] });
  });

  test('are read with what is less than it could be said', async () => {
    const { channels, faults } = await read(
      '处室邮件,smtp,mail.gxt.example,465,,,own.pem,10.0.0.0/8,baijing@gxt.example,,,\n' +
        '旧邮件,smtp,10.1.2.3,25,明文,不校验,,,baijing@gxt.example,,,\n值班群,dingtalk,oapi.dingtalk.com,,,,,,,,,\n留底,folder,,,,,,,,kept,,\n'
    );
    expect(faults).toEqual([]);
    expect(channels.map(({ name, security, isVerified }) => [name, security, isVerified])).toEqual([
      ['处室邮件', 'tls', true],
      ['旧邮件', 'none', false],
      ['值班群', 'tls', true],
      ['留底', 'tls', true],
    ]);
    expect(channels.map((channel) => weaknesses(channel).length)).toEqual([0, 2, 0, 0]);
  });

  test.each([
    ['没有渠道', '甲,wechat,a.example,,,,,,,,,'],
    ['host', '甲,wecom,https://qyapi.weixin.qq.com/x,,,,,,,,,'],
    ['host', '甲,wecom,,,,,,,,,,'],
    ['port', '甲,wecom,a.example,70000,,,,,,,,'],
    ['security', '甲,wecom,a.example,,ssl,,,,,,,'],
    ['starttls', '甲,wecom,a.example,,starttls,,,,,,,'],
    ['certificate', '甲,wecom,a.example,,,false,,,,,,'],
    ['ca', '甲,wecom,a.example,,,,../x.pem,,,,,'],
    ['net', '甲,wecom,a.example,,,,,10.0.0.0/99,,,,'],
    ['from', '甲,smtp,a.example,,,,,,,,,'],
    ['folder', '甲,folder,,,,,,,,,,'],
    ['两次', '甲,wecom,a.example,,,,,,,,,\n甲,wecom,a.example,,,,,,,,,'],
    ['name', '../甲,wecom,a.example,,,,,,,,,'],
  ])('that are written wrong are refused, with the line: %s', async (word, rows) => {
    const { faults } = await read(`${rows}\n`);
    expect(faults.map(({ message }) => message).join()).toContain(word);
    expect(faults.every(({ line }) => (line ?? 0) > 1)).toBe(true);
  });
});

describe('secrets', () => {
  test('are read from a file that is its owner’s alone, and no error says them', async () => {
    const { secrets, messages } = folders();
    writeSecret(secrets, '甲', { address: 'https://a.example/?key=0123456789', secret: 'a = b' });
    expect(await readSecret(secrets, '甲')).toEqual({ address: 'https://a.example/?key=0123456789', secret: 'a = b' });
    writeSecret(secrets, '乙', { password: 'very-secret' }, 0o640);
    await expect(readSecret(secrets, '乙')).rejects.toThrow('chmod 600');
    writeSecret(secrets, '丙', { pasword: 'very-secret' });
    const said = await readSecret(secrets, '丙').catch((error: Error) => error.message);
    expect(said).toContain('第 1 行');
    expect(said).not.toContain('very-secret');
    expect(await readSecret(secrets, '丁')).toEqual({});
    // As where it is another user's: whoever set it up is told which file it is.
    mkdirSync(join(secrets, '戊'), { mode: 0o700 });
    const channel = { ...plain, name: '戊' };
    expect(await send(letter, { channel, secrets, messages, now: Date.now })).toEqual({
      is: 'temporary',
      reason: `密钥文件 ${join(secrets, '戊')} 读不了（EISDIR）`,
    });
    expect(await tryOnce({ name: '戊', kind: 'wecom' }, {})).toMatchObject({ is: 'permanent' });
  });

  test('stand in no text, however they are written in it', () => {
    const secret = {
      address: 'https://a.example/hook/abcdefabcdef01?key=k-1234567',
      secret: 'SEC"密/钥',
      password: 'p@ss word',
    };
    const forms = Object.values(secret).flatMap((value) => [
      value,
      encodeURIComponent(value),
      Buffer.from(value).toString('base64'),
      JSON.stringify(value),
    ]);
    for (const form of [...forms, 'abcdefabcdef01', 'k-1234567', '/hook/abcdefabcdef01?key=k-1234567'])
      expect(withoutSecrets(`连不上 ${form} 了`, secret)).not.toMatch(
        /abcdefabcdef01|k-1234567|SEC|p@ss|p%40ss|U0VD|cEBz/
      );
  });
});

describe('where a message may go', () => {
  test('is no place that a name may be made to lead to', () => {
    const refused = [
      '0.0.0.0',
      '169.254.169.254',
      '::',
      'fe80::1',
      '::ffff:169.254.169.254',
      '224.0.0.1',
      '255.255.255.255',
      '100.100.100.200',
      '127.0.0.1',
      '::1',
      '::ffff:127.0.0.1',
    ];
    for (const address of refused) expect([address, refusalOfAddress(address, 'hook.example', [])]).not.toContain(null);
    expect(refusalOfAddress('10.1.2.3', 'hook.example', [])).toBeNull();
    expect(refusalOfAddress('10.1.2.3', 'hook.example', ['10.1.0.0/16'])).toBeNull();
    expect(refusalOfAddress('192.168.1.1', 'hook.example', ['10.1.0.0/16', '10.2.0.1'])).toContain('网段');
  });

  test('is this machine only by its own name', async () => {
    expect(await placeOf('127.0.0.1', [])).toBe('127.0.0.1');
    expect(['127.0.0.1', '::1']).toContain(await placeOf('localhost', []));
    await expect(placeOf('[::ffff:169.254.169.254]', [])).rejects.toThrow();
    await expect(placeOf('169.254.169.254', [])).rejects.toThrow();
  });
});

describe('a folder', () => {
  test('gets one file a message, whole, the same on each try, and what goes along', async () => {
    const { secrets, messages } = folders();
    const channel = { ...plain, kind: 'folder' as const, host: null, folder: '留底' };
    const around = { channel, secrets, messages, now: Date.now };
    const files = [{ name: '简报.pdf', type: 'application/pdf', bytes: new Uint8Array([1, 2, 3]) }];
    for (const attempt of [1, 2]) expect(await send({ ...letter, attempt, files }, around)).toEqual({ is: 'ok' });
    expect(readdirSync(join(messages, '留底')).sort()).toEqual(['ob-1-1.pdf', 'ob-1.txt']);
    expect(readFileSync(join(messages, '留底', 'ob-1.txt'), 'utf8')).toContain('<ob-1@baijing.invalid>（第 2 次）');
    expect(await send({ ...letter, id: '../ob-1' }, around)).toMatchObject({ is: 'temporary' });
  });

  test('that cannot be written is tried again', async () => {
    const { secrets, messages } = folders();
    mkdirSync(messages);
    writeFileSync(join(messages, '留底'), '');
    const channel = { ...plain, kind: 'folder' as const, host: null, folder: '留底' };
    expect(await send(letter, { channel, secrets, messages, now: Date.now })).toMatchObject({ is: 'temporary' });
  });
});

test('an answer that nobody understands is tried again', () => {
  const answers = [
    ['wecom', 200, '{"errcode":-1,"errmsg":"system busy"}', 'temporary'],
    ['wecom', 200, '{"errcode":987654}', 'temporary'],
    ['wecom', 200, '{}', 'temporary'],
    ['wecom', 200, '{"errcode":"0"}', 'temporary'],
    ['dingtalk', 200, '{"errcode":0}', 'ok'],
    ['feishu', 200, '{"StatusCode":0,"StatusMessage":"success"}', 'ok'],
    ['webhook', 200, '', 'ok'],
    ['webhook', 202, '{"id":1}', 'ok'],
    ['webhook', 200, '<html>', 'temporary'],
    ['webhook', 302, '', 'temporary'],
    ['webhook', 401, '', 'permanent'],
    ['webhook', null, 'ECONNRESET', 'temporary'],
    ['smtp', 354, 'go on', 'temporary'],
  ] as const;
  for (const [kind, status, body, is] of answers)
    expect([kind, status, body, meaningOf(kind, { status, body }).is]).toEqual([kind, status, body, is]);
});
