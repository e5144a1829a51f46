import type { Socket } from 'node:net';
import type { ErrorBody } from './errors.ts';

const answers: Readonly<Record<string, readonly [status: string, code: string, message: string]>> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'too_long', '地址或请求头太长。'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'too_slow', '请求迟迟没有发完。'],
};

/** Answers what is not HTTP enough for there to be a request, in the one shape of errors. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return void socket.destroy();
  const [status, code, message] = answers[error.code ?? ''] ?? ['400 Bad Request', 'bad_request', '请求无法识别。'];
  const body = JSON.stringify({ error: { code, message } } satisfies ErrorBody);
  const headers = `Content-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close`;
  socket.end(`HTTP/1.1 ${status}\r\n${headers}\r\n\r\n${body}`);
}
