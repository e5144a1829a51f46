import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail as it arrived. */
export interface Mail {
  to: string[];
  raw: string;
  messageId: string;
}

/** Takes it, or says by an Error with a `responseCode` why not; after it answered, or never. */
export type Taking = (mail: Mail, at: number) => Error | null | 'cut';

/** A real mail server on loopback that keeps what it took; `cut`: it took it and broke off before it said so. */
export async function startMail(take: Taking = () => null, options: SMTPServerOptions = {}) {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    disabledCommands: options.secure || options.key ? [] : ['STARTTLS', 'AUTH'],
    authOptional: options.onAuth === undefined,
    logger: false,
    closeTimeout: 100,
    ...options,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', () => undefined);
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('latin1');
        const messageId = /^message-id:\s*(\S+)/im.exec(raw)?.[1] ?? '';
        const mail = { to: session.envelope.rcptTo.map(({ address }) => address), raw, messageId };
        const answer = mailServer.take(mail, mails.length + 1);
        if (answer instanceof Error) return done(answer);
        mails.push(mail);
        if (answer !== 'cut') return done();
        for (const connection of server.connections) (connection as unknown as { close(): void }).close();
      });
    },
  });
  // A client that is ended in the middle is an error of the server, which nobody else hears.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const mailServer = {
    port: (server.server.address() as AddressInfo).port,
    mails,
    take,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
  return mailServer;
}

/** As a mail server refuses. */
export const refusal = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });
