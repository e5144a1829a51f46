import { createServer, type RequestListener, type Server } from 'node:http';
import compression from 'compression';

/** What people on slow lines need, and no more: who sends nothing for so long is let go. Milliseconds. */
const limits = { headersTimeout: 10_000, requestTimeout: 15_000, keepAliveTimeout: 5_000, connectionsCheckingInterval: 2_000 };
const silence = 60_000;

/** An HTTP server that compresses whatever answers, the API or a page. */
export function createHttpServer(listener: RequestListener): Server {
  const compress = compression() as unknown as (...given: [...Parameters<RequestListener>, next: () => void]) => void;
  const server = createServer(limits, (request, response) => compress(request, response, () => listener(request, response)));
  server.setTimeout(silence);
  return server;
}
