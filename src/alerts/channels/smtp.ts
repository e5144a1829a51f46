import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import type { Send, Surroundings } from './surroundings.ts';
import { meaningOf } from './answer.ts';
import { messageIdOf, needId, type Letter, type Outcome } from './letter.ts';
import { patience as usual, wordsOf } from './post.ts';
import { placeOf, RefusedPlace } from './place.ts';
import { WrongSettings } from './robots.ts';
import { withoutSecrets } from './secret.ts';
import { oneLine } from '../text.ts';

/** One address as mail takes it everywhere: no name, no list, nothing that is not ASCII. */
const isAddress = (text: string): boolean =>
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,8}$/.test(text);

/**
 * Mail by the server of the office: one connection a message, none kept, nothing tried again here. All of it is in
 * seven bits (base64), since relays between may take it for GBK or break long lines. No header is made of data but the
 * subject, which is encoded.
 */
export const smtp: Send = async (letter, around) => {
  const { channel, secret } = around;
  const { to } = letter;
  if (to === null || !isAddress(to)) return { is: 'permanent', reason: '没有写明收件人的邮箱，或写得不对' };
  if (channel.from === null || !isAddress(channel.from))
    throw new WrongSettings(`渠道 ${channel.name} 没有写明发件人 from，或写得不对`);
  const sent = { isAway: false };
  const outcome = await deliver(letter, { to, from: channel.from, sent }, around).catch((error: unknown) =>
    failureOf(error, sent)
  );
  return outcome.is === 'ok' ? outcome : { ...outcome, reason: withoutSecrets(outcome.reason, secret) };
};

async function deliver(
  letter: Letter,
  { to, from, sent }: { to: string; from: string; sent: { isAway: boolean } },
  { channel, secret, secrets, patience = usual }: Surroundings
): Promise<Outcome> {
  const { createTransport } = await import('nodemailer');
  const host = channel.host ?? '';
  const place = await placeOf(host, channel.nets);
  const ca = channel.ca === null ? undefined : await readFile(join(secrets, channel.ca));
  const transport = createTransport({
    host: place,
    port: channel.port ?? (channel.security === 'tls' ? 465 : channel.security === 'starttls' ? 587 : 25),
    secure: channel.security === 'tls',
    requireTLS: channel.security === 'starttls',
    ignoreTLS: channel.security === 'none',
    name: 'baijing.invalid',
    ...(isIP(host) === 0 ? { servername: host } : {}),
    tls: { rejectUnauthorized: channel.isVerified, ...(ca === undefined ? {} : { ca }) },
    ...(secret.user === undefined ? {} : { auth: { user: secret.user, pass: secret.password ?? '' } }),
    connectionTimeout: patience.connect,
    greetingTimeout: patience.connect,
    socketTimeout: patience.all,
    dnsTimeout: patience.connect,
    socketCloseTimeout: 0,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  });
  // From the last byte of it on, the other side may have taken it.
  transport.use('stream', ({ message }, done) => {
    message.transform(
      new Transform({
        transform: (chunk: Buffer, _encoding, next) => next(null, chunk),
        flush: (next) => ((sent.isAway = true), next()),
      })
    );
    done();
  });
  try {
    const { id, attempt, subject, lines, link, files = [] } = letter;
    const { response, rejected } = await transport.sendMail({
      envelope: { from, to: [to] },
      from: { name: '百景', address: from },
      to: { name: '', address: to },
      subject: oneLine(subject),
      text: [...lines.map(oneLine), ...(link === null ? [] : ['', oneLine(link)]), ''].join('\r\n'),
      messageId: messageIdOf(needId(id)),
      textEncoding: 'base64',
      encoding: 'base64',
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Baijing-Attempt': String(attempt) },
      attachments: files.map(({ name, type, bytes }) => ({
        filename: oneLine(name),
        contentType: type,
        content: Buffer.from(bytes),
        encoding: 'base64',
      })),
    });
    if (rejected.length > 0) return meaningOf('smtp', { status: 550, body: response });
    return meaningOf('smtp', { status: Number(response.slice(0, 3)), body: response.slice(4) });
  } finally {
    transport.close();
  }
}

interface MailError {
  code?: string;
  /** Of the system, where there was one. */
  originalCode?: string;
  response?: string;
  responseCode?: number;
}

/** What nodemailer says of an error is not passed on: the answer of the other side is, cut, or the code. */
function failureOf(error: unknown, { isAway }: { isAway: boolean }): Outcome {
  if (error instanceof RefusedPlace) return { is: 'permanent', reason: error.message };
  const { code, originalCode = code, response = '', responseCode } = (error ?? {}) as MailError;
  const why = wordsOf({ code: originalCode });
  if (code === 'ETLS') return { is: 'temporary', reason: `加密没有谈成，请核对端口、security 和 ca：${why}` };
  if (typeof responseCode === 'number')
    return meaningOf('smtp', { status: responseCode, body: response.replace(/^\d{3}[ -]?/, '') });
  if (isAway) return { is: 'temporary', reason: `正文发出以后没有等到回答（${why}），可能已经收到`, mayBeThere: true };
  return { is: 'temporary', reason: `没有发出：${why}` };
}
