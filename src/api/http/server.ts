import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { answerClientError } from './client-error.ts';

/** What people on slow lines need, and no more: who sends nothing for so long is let go. Milliseconds. */
const limits = {
  headersTimeout: 10_000,
  requestTimeout: 0,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 2_000,
};
const silence = 60_000;
/** Within this a request has come whole; only an upload may take as long as it keeps coming. */
const whole = 15_000;
/** So long an upload may still come after it was answered. */
const heardOut = 120_000;

/** What a server speaks TLS with. */
export interface Tls {
  cert: Buffer;
  key: Buffer;
}

/** An HTTP server that lets go of whoever holds it up. */
export function createHttpServer(listener: RequestListener, tls: Tls | null = null): Server {
  const hear: RequestListener = (request, response) => {
    // Whoever is refused is still heard out, as browsers want it, but not for ever.
    if (isUpload(request)) response.once('finish', () => letGo(request, response, heardOut));
    else if (hasBody(request)) letGo(request, response, whole);
    listener(request, response);
  };
  const server = tls ? createTlsServer({ ...limits, ...tls, minVersion: 'TLSv1.2' }, hear) : createServer(limits, hear);
  server.setTimeout(silence);
  return server;
}

const isUpload = ({ method, url = '' }: IncomingMessage): boolean =>
  method === 'POST' && /^\/api\/uploads\/?(\?|$)/.test(url);

const hasBody = ({ headers }: IncomingMessage): boolean =>
  'content-length' in headers || 'transfer-encoding' in headers;

/** Lets go of a request whose body does not come to an end, also where it was answered already. */
function letGo(request: IncomingMessage, response: ServerResponse, after: number): void {
  if (request.complete) return;
  const { socket } = request;
  const timer = setTimeout(() => {
    if (request.complete || socket.destroyed) return;
    if (response.headersSent) socket.destroy();
    else answerClientError(Object.assign(new Error('too slow'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), socket);
  }, after).unref();
  response.once('close', () => {
    if (request.complete) clearTimeout(timer);
  });
}
