import type { Socket } from 'node:net';
import type { ErrorBody } from '#spec';
import { isApi } from './guard.ts';
import { plainPage, waysUp } from './plain-page.ts';

const answers: Readonly<Record<string, readonly [status: string, code: string, message: string]>> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'too_long', '地址或请求头太长。'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'too_slow', '请求迟迟没有发完。'],
};

/**
 * Answers what is not HTTP enough for there to be a request: by a page where its first line asks for one,
 * else in the one shape of errors.
 */
export function answerClientError(error: Error & { code?: string; rawPacket?: unknown }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return void socket.destroy();
  const [status, code, message] = answers[error.code ?? ''] ?? ['400 Bad Request', 'bad_request', '请求无法识别。'];
  const asked = pageAskedBy(error.rawPacket);
  const body =
    asked === null
      ? JSON.stringify({ error: { code, message } } satisfies ErrorBody)
      : plainPage('打不开这个地址', message, waysUp(asked));
  const type = asked === null ? 'application/json' : 'text/html';
  const headers = `Content-Type: ${type}; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close`;
  socket.end(`HTTP/1.1 ${status}\r\n${headers}\r\n\r\n${body}`);
}

/** The address of a page that a request asked for as far as it came; null where it asked for none. */
function pageAskedBy(packet: unknown): string | null {
  const head = Buffer.isBuffer(packet) ? packet.toString('latin1') : '';
  const [, url = '/api'] = /^(?:GET|HEAD) (\/\S*)/.exec(head) ?? [];
  return isApi(url) || !/^accept: *text\/html/im.test(head) ? null : url;
}
