import { IncomingMessage, ServerResponse, type IncomingHttpHeaders } from 'node:http';
import { Socket } from 'node:net';
import type { Finished } from '#kept';

export type Pages = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/**
 * Renders a page for whoever waits for it, of which none is known to it: what it answers is held until it is whole.
 * What others get too sets no cookie.
 */
export function renderPage(pages: Pages, url: string, headers: IncomingHttpHeaders): Promise<Finished> {
  const request = Object.assign(new IncomingMessage(new Socket()), { method: 'GET', url, headers });
  const response = new ServerResponse(request);
  const chunks: Buffer[] = [];
  const hold = (chunk: unknown) => {
    if (typeof chunk === 'string') chunks.push(Buffer.from(chunk));
    else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  return new Promise((resolve, reject) => {
    Object.assign(response, {
      writeHead(status: number, said: object = {}) {
        response.statusCode = status;
        for (const [name, value] of Object.entries(said)) response.setHeader(name, String(value));
        return response;
      },
      write(chunk: unknown) {
        hold(chunk);
        return true;
      },
      end(chunk?: unknown) {
        hold(chunk);
        const { 'set-cookie': _, 'content-length': _length, ...sent } = response.getHeaders();
        resolve({
          status: response.statusCode,
          headers: Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, String(value)])),
          body: Buffer.concat(chunks),
        });
        return response;
      },
      destroy(error?: Error) {
        reject(error ?? new Error(`${url}: the page was broken off`));
        return response;
      },
    });
    pages(request, response, () => response.writeHead(404).end());
  });
}
