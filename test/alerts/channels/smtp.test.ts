import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { send, type Channel } from '#alerts/channels';
import { ownCertificate } from '../../accounts/certificate.ts';
import { refusal, startMail } from './mail-server.ts';
import { folders, letter, plain, tryOnce, writeSecret } from './trying.ts';

const mail = (port: number, channel: Partial<Channel> = {}): Partial<Channel> => ({
  kind: 'smtp',
  port,
  from: 'baijing@gxt.example.gov.cn',
  ...channel,
});
const to = 'wang@jn.example.gov.cn';

describe('mail', () => {
  test('arrives as it was written, by its own name and with the number of the try', async () => {
    await using server = await startMail();
    expect(await tryOnce(mail(server.port), {}, { to, attempt: 2 })).toEqual({ is: 'ok' });
    const { raw, messageId, to: recipients } = server.mails[0]!;
    const read = await PostalMime.parse(raw);
    expect(recipients).toEqual([to]);
    expect(messageId).toBe('<ob-1@baijing.invalid>');
    expect(read.subject).toBe(letter.subject);
    expect(read.text?.trim().split(/\r?\n/)).toEqual([...letter.lines, '', letter.link]);
    const headers = Object.fromEntries(read.headers.map(({ key, value }) => [key, value]));
    expect(headers).toMatchObject({ 'x-baijing-attempt': '2', 'auto-submitted': 'auto-generated' });
  });

  test('is of seven bits and short lines, whatever a relay takes it for', async () => {
    await using server = await startMail(() => null, { hide8BITMIME: true, hideSMTPUTF8: true });
    const lines = [`济南市 ${'很长的名字'.repeat(2000)}`, '.', '..点在行首', 'From 在行首'];
    await tryOnce(mail(server.port), {}, { to, lines, subject: `百景提醒${'很长'.repeat(200)}` });
    const { raw } = server.mails[0]!;
    expect(raw).toMatch(/^[\x00-\x7f]*$/);
    expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(78);
    const read = await PostalMime.parse(raw);
    expect(read.text?.split(/\r?\n/).slice(0, 4)).toEqual(lines);
    expect(read.subject).toBe(`百景提醒${'很长'.repeat(200)}`);
  });

  test('has no header or recipient more, whatever stands in subject, name or address', async () => {
    await using server = await startMail();
    const subject = '提醒\r\nBcc: thief@elsewhere.example\r\n\r\n<b>正文';
    expect(await tryOnce(mail(server.port), {}, { to, subject })).toEqual({ is: 'ok' });
    const read = await PostalMime.parse(server.mails[0]!.raw);
    expect(read.bcc).toBeUndefined();
    expect(read.headers.map(({ key }) => key).filter((key) => key === 'bcc')).toEqual([]);
    const wrong = [
      `${to}\r\nRCPT TO:<thief@elsewhere.example>`,
      `${to},thief@elsewhere.example`,
      '王某 <wang@jn.example>',
      '王@例子',
      'wang',
      '',
    ];
    for (const each of wrong)
      expect(await tryOnce(mail(server.port), {}, { to: each })).toMatchObject({ is: 'permanent' });
    expect(await tryOnce(mail(server.port), {}, { to: null })).toMatchObject({ is: 'permanent' });
    expect(server.mails).toHaveLength(1);
  });

  test('takes a file with a long Chinese name along', async () => {
    await using server = await startMail();
    const name = `济南市2025年度项目进展简报（${'很长的名字'.repeat(12)}）.pdf`;
    const bytes = new Uint8Array(3000).map((_, at) => at % 256);
    await tryOnce(mail(server.port), {}, { to, files: [{ name, type: 'application/pdf', bytes }] });
    const { attachments } = await PostalMime.parse(server.mails[0]!.raw);
    expect(attachments.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([[name, 'application/pdf']]);
    expect(Buffer.from(attachments[0]!.content as ArrayBuffer)).toEqual(Buffer.from(bytes));
  });

  test('that is refused says whether trying again helps', async () => {
    await using server = await startMail();
    const answers = [
      [451, '4.7.1 greylisted', 'temporary'],
      [550, '5.1.1 no such user', 'permanent'],
      [552, '5.2.2 mailbox full', 'permanent'],
      [421, 'try later', 'temporary'],
    ] as const;
    for (const [status, text, is] of answers) {
      server.take = () => refusal(status, text);
      const outcome = await tryOnce(mail(server.port), {}, { to });
      expect(outcome).toMatchObject({ is, reason: expect.stringContaining(String(status)) as string });
    }
    const { port } = server;
    await server[Symbol.asyncDispose]();
    expect(await tryOnce(mail(port), {}, { to })).toMatchObject({ is: 'temporary' });
  });

  test('that was taken and not answered for is tried again, by the same name, and said so', async () => {
    await using server = await startMail(() => 'cut');
    const first = await tryOnce(mail(server.port), {}, { to });
    expect(first).toMatchObject({ is: 'temporary', mayBeThere: true });
    server.take = () => null;
    expect(await tryOnce(mail(server.port), {}, { to, attempt: 2 })).toEqual({ is: 'ok' });
    expect(server.mails.map(({ messageId }) => messageId)).toEqual([
      '<ob-1@baijing.invalid>',
      '<ob-1@baijing.invalid>',
    ]);
  });

  test('signs in by what its file of secrets says, and never says it', async () => {
    const password = 'wang-1949-very-secret';
    const seen: string[] = [];
    await using server = await startMail(() => null, {
      allowInsecureAuth: true,
      disabledCommands: ['STARTTLS'],
      onAuth({ username, password: given }, _session, done) {
        seen.push(`${username}:${given}`);
        if (given === password) return done(null, { user: username });
        done(
          Object.assign(new Error(`wrong password ${given} ${Buffer.from(given ?? '').toString('base64')}`), {
            responseCode: 535,
          })
        );
      },
    });
    expect(await tryOnce(mail(server.port), { user: 'baijing', password }, { to })).toEqual({ is: 'ok' });
    const wrong = await tryOnce(mail(server.port), { user: 'baijing', password: `${password}!` }, { to });
    expect(wrong).toMatchObject({ is: 'permanent', reason: expect.stringContaining('535') as string });
    expect(JSON.stringify(wrong)).not.toMatch(/very-secret|d2FuZy0xOTQ5/);
    expect(seen).toEqual([`baijing:${password}`, `baijing:${password}!`]);
  });
});

describe('the certificate of a mail server', () => {
  const { cert, key } = ownCertificate();
  const tried = async (port: number, channel: Partial<Channel>, ca?: string) => {
    const { secrets, messages } = folders();
    writeSecret(secrets, plain.name, {});
    if (ca) writeFileSync(join(secrets, 'own.pem'), ca);
    const whole = { ...plain, ...mail(port, channel), host: 'localhost' };
    return send({ ...letter, to }, { channel: whole, secrets, messages, now: Date.now });
  };

  test('of the office itself holds by its own authority; by nobody it is not sent to', async () => {
    await using server = await startMail(() => null, { secure: true, cert, key });
    const ca = { security: 'tls' as const, ca: 'own.pem' };
    expect(await tried(server.port, ca, cert)).toEqual({ is: 'ok' });
    expect(await tried(server.port, { security: 'tls' })).toMatchObject({
      is: 'temporary',
      reason: expect.stringMatching(/ca|证书/) as string,
    });
    expect(await tried(server.port, ca, ownCertificate().cert)).toMatchObject({ is: 'temporary' });
    expect(await tried(server.port, { security: 'tls', isVerified: false })).toEqual({ is: 'ok' });
    expect(server.mails).toHaveLength(2);
  });

  test('is wanted where starttls is written: a server that offers none is sent nothing', async () => {
    await using open = await startMail();
    expect(await tried(open.port, { security: 'starttls' })).toMatchObject({ is: 'temporary' });
    expect(open.mails).toEqual([]);
    await using server = await startMail(() => null, { cert, key, disabledCommands: ['AUTH'] });
    expect(await tried(server.port, { security: 'starttls', ca: 'own.pem' }, cert)).toEqual({ is: 'ok' });
    expect(server.mails).toHaveLength(1);
  });
});
