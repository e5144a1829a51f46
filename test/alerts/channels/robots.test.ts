import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { bytesOf } from '../../../src/alerts/text.ts';
import { says, startRobot, takes } from './robot.ts';
import { tryOnce } from './trying.ts';

/** The code in the address of a 企业微信 robot is all that anybody needs to write into the group. */
const key = '693a91f6-7bba-4fc6-a2e3-fa6c1b7a7d3c';
const at = (port: number, path = `/cgi-bin/webhook/send?key=${key}`) => ({
  address: `http://127.0.0.1:${port}${path}`,
});
const wecom = (port: number) => ({ kind: 'wecom' as const, port });

describe('a robot', () => {
  test('of 企业微信 gets a plain text within 2048 bytes, with all it needs to be looked at', async () => {
    await using robot = await startRobot();
    const lines = Array.from({ length: 200 }, (_, n) => `济南市 第${n}项 逾期 ${n} 天`);
    expect(await tryOnce(wecom(robot.port), at(robot.port), { lines })).toEqual({ is: 'ok' });
    const { content } = (JSON.parse(robot.received[0]!.body) as { text: { content: string } }).text;
    expect(bytesOf(content)).toBeLessThanOrEqual(2048);
    const told = content.split('\n');
    expect(told[0]).toBe('百景提醒：3 项');
    expect(told.at(-1)).toBe('https://baijing.example/alerts');
    expect(told.at(-2)).toBe(`…另有 ${200 - (told.length - 3)} 条`);
    expect(told.slice(1, -2)).toEqual(lines.slice(0, told.length - 3));
  });

  test('of 钉钉 is signed in its address by milliseconds, encoded once', async () => {
    await using robot = await startRobot();
    const secret = { ...at(robot.port, '/robot/send?access_token=abcdef0123456789'), secret: 'SECexample0000' };
    await tryOnce({ kind: 'dingtalk', port: robot.port }, secret, { now: () => 1745485200000 });
    expect(robot.received[0]!.url).toBe(
      '/robot/send?access_token=abcdef0123456789&timestamp=1745485200000&sign=vN1VcGS3vItQoPHs7W%2BhVdCxjtZ%2Ff%2BRgXgb%2BZGTFAUg%3D'
    );
  });

  test('of 飞书 is signed in its body by seconds', async () => {
    await using robot = await startRobot(says(200, '{"code":0,"msg":"success"}'));
    const secret = { ...at(robot.port, '/open-apis/bot/v2/hook/0123456789ab'), secret: 'SECexample0000' };
    const outcome = await tryOnce({ kind: 'feishu', port: robot.port }, secret, { now: () => 1745485200999 });
    expect(outcome).toEqual({ is: 'ok' });
    expect(JSON.parse(robot.received[0]!.body)).toMatchObject({
      timestamp: '1745485200',
      sign: 'jmVhkIzr1ve+O5b0d9eC1C6US+wvUWqtjo4CR2lslqA=',
      msg_type: 'text',
    });
  });

  test('calls nobody, whatever a firm is called: @all and <at> are no marks', async () => {
    await using robot = await startRobot(says(200, '{"code":0}'));
    const lines = [
      '<at user_id="all">所有人</at>公司',
      '@all 公司',
      '[点这里](http://elsewhere.example)',
      '断\r\n行\u202e',
    ];
    await tryOnce({ kind: 'feishu', port: robot.port }, at(robot.port, '/hook/0123456789ab'), { lines });
    const { text } = (JSON.parse(robot.received[0]!.body) as { content: { text: string } }).content;
    expect(text).not.toMatch(/<at|@all|\r|\u202e/);
    expect(text.split('\n')).toHaveLength(6);
  });

  test('that refuses with 200 is not told as sent', async () => {
    await using robot = await startRobot(says(200, '{"errcode":93000,"errmsg":"invalid webhook url"}'));
    expect((await tryOnce(wecom(robot.port), at(robot.port))).is).toBe('permanent');
    robot.behaviour = says(200, '{"errcode":45009,"errmsg":"api freq out of limit"}');
    expect((await tryOnce(wecom(robot.port), at(robot.port))).is).toBe('temporary');
    robot.behaviour = says(200, '<html>请登录上网认证</html>');
    expect((await tryOnce(wecom(robot.port), at(robot.port))).is).toBe('temporary');
    robot.behaviour = says(502, '{"errcode":0}');
    expect((await tryOnce(wecom(robot.port), at(robot.port))).is).toBe('temporary');
    expect(robot.received).toHaveLength(4);
  });

  test('that answers 9499 says by its words whether it was too many or wrong', async () => {
    await using robot = await startRobot(says(400, '{"code":9499,"msg":"too many request","data":{}}'));
    const feishu = { kind: 'feishu' as const, port: robot.port };
    expect((await tryOnce(feishu, at(robot.port))).is).toBe('temporary');
    robot.behaviour = says(400, '{"code":9499,"msg":"Bad Request","data":{}}');
    expect((await tryOnce(feishu, at(robot.port))).is).toBe('permanent');
  });

  test('whose clock differs is told to look at the clock', async () => {
    await using robot = await startRobot(says(200, '{"errcode":310000,"errmsg":"invalid timestamp"}'));
    const outcome = await tryOnce({ kind: 'dingtalk', port: robot.port }, at(robot.port));
    expect(outcome).toMatchObject({ is: 'permanent', reason: expect.stringContaining('请核对服务器时间') as string });
  });

  test('that leads elsewhere is not followed', async () => {
    await using elsewhere = await startRobot();
    await using robot = await startRobot(says(307, '', { location: `http://127.0.0.1:${elsewhere.port}/` }));
    expect((await tryOnce(wecom(robot.port), at(robot.port))).is).toBe('temporary');
    expect(elsewhere.received).toEqual([]);
  });

  test('that says back all it knows has no secret in what is kept, in 256 bytes and on one line', async () => {
    await using robot = await startRobot((received, response) =>
      response.end(JSON.stringify({ errcode: 93000, errmsg: `bad ${received.url}\r\n\u001b[31m${'长'.repeat(9000)}` }))
    );
    const outcome = await tryOnce(wecom(robot.port), at(robot.port));
    const { reason } = outcome as { reason: string };
    expect(reason).not.toContain(key);
    expect(reason).toMatch(/^[^\p{Cc}]+$/u);
    expect(bytesOf(reason)).toBeLessThan(350);
  });

  test('that is slow, gone or cut off is tried again, and the address stands in no reason', async () => {
    await using robot = await startRobot(() => undefined);
    const wait = { connect: 200, all: 200 };
    const slow = await tryOnce(wecom(robot.port), at(robot.port), { patience: wait });
    expect(slow).toMatchObject({ is: 'temporary', mayBeThere: true });
    robot.behaviour = (_received, response) => response.destroy();
    const cut = await tryOnce(wecom(robot.port), at(robot.port));
    expect(cut).toMatchObject({ is: 'temporary', mayBeThere: true });
    const { port } = robot;
    await robot[Symbol.asyncDispose]();
    const gone = await tryOnce(wecom(port), at(port));
    expect(gone).toMatchObject({ is: 'temporary' });
    expect(gone).not.toHaveProperty('mayBeThere');
    expect(JSON.stringify([slow, cut, gone])).not.toMatch(new RegExp(`${key}|webhook`));
  });

  test('is gone to at the listed host alone, in the clear only where that is said', async () => {
    await using robot = await startRobot(takes);
    const secret = at(robot.port);
    const refused = [
      await tryOnce({ ...wecom(robot.port), host: 'qyapi.weixin.qq.com' }, secret),
      await tryOnce({ kind: 'wecom', port: robot.port + 1 }, secret),
      await tryOnce({ ...wecom(robot.port), security: 'tls' }, secret),
      await tryOnce(wecom(robot.port), { address: `http://a:b@127.0.0.1:${robot.port}/` }),
      await tryOnce(wecom(robot.port), {}),
      await tryOnce({ ...wecom(robot.port), nets: ['10.0.0.0/8'] }, secret),
    ];
    expect(refused.map(({ is }) => is)).toEqual(Array.from({ length: 6 }, () => 'permanent'));
    expect(JSON.stringify(refused)).not.toContain(key);
    expect(robot.received).toEqual([]);
  });
});

test('a webhook is signed over time and body, and says the same name on each try', async () => {
  await using robot = await startRobot(says(204, ''));
  const secret = { ...at(robot.port, '/in'), secret: 'a shared secret' };
  const webhook = { kind: 'webhook' as const, port: robot.port };
  expect(await tryOnce(webhook, secret, { now: () => 1745485200000, attempt: 3 })).toEqual({ is: 'ok' });
  const { headers, body } = robot.received[0]!;
  const expected = createHmac('sha256', 'a shared secret').update(`1745485200.${body}`).digest('hex');
  expect(headers).toMatchObject({
    'x-baijing-timestamp': '1745485200',
    'x-baijing-signature': `sha256=${expected}`,
    'x-baijing-message-id': '<ob-1@baijing.invalid>',
    'x-baijing-attempt': '3',
  });
  expect(await tryOnce(webhook, at(robot.port, '/in'))).toMatchObject({ is: 'permanent' });
  robot.behaviour = says(200, '{"ok":false}');
  expect(await tryOnce(webhook, secret)).toMatchObject({ is: 'temporary' });
});
