import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** What a robot was sent. */
export interface Received {
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export type Behaviour = (received: Received, response: ServerResponse, at: number) => void;

/** Answers as the robots of 企业微信 do when they take something. */
export const takes: Behaviour = (_received, response) => response.end('{"errcode":0,"errmsg":"ok"}');

/** Says this, whatever it is sent. */
export const says =
  (status: number, body: string, headers: Record<string, string> = {}): Behaviour =>
  (_received, response) =>
    response.writeHead(status, headers).end(body);

/** A robot on loopback that keeps what it is sent, and answers as it is told to. */
export async function startRobot(behaviour: Behaviour = takes, tls: { key: string; cert: string } | null = null) {
  const received: Received[] = [];
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => undefined);
    request.on('end', () => {
      const one = { url: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString('utf8') };
      received.push(one);
      robot.behaviour(one, response, received.length);
    });
  };
  const server = tls === null ? createServer(listener) : createSecureServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const robot = {
    port,
    received,
    behaviour,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return robot;
}
