import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '#spec';
import { readQuerystring, undecodable } from '../../http/querystring.ts';

/** Reads what forms and programs send, and nothing that a page of another site could send without being asked. */
export function readBodies(app: FastifyInstance): void {
  const options = { parseAs: 'string' as const };
  app.addContentTypeParser('application/x-www-form-urlencoded', options, (_request, text, done) => {
    const fields = readQuerystring(String(text));
    if (undecodable in fields) return done(new Refusal(400, 'bad_body', '表单的内容无法识别。'));
    done(null, fields);
  });
  app.addContentTypeParser('application/json', options, (_request, text, done) => {
    try {
      done(null, JSON.parse(String(text)));
    } catch {
      done(new Refusal(400, 'bad_body', '发来的内容不是 JSON。'));
    }
  });
  app.addHook('preValidation', async ({ method, headers }: FastifyRequest) => {
    const [type = ''] = (headers['content-type'] ?? '').toLowerCase().split(';');
    if (method === 'POST' && !known.includes(type.trim()))
      throw new Refusal(415, 'not_a_form', '请用页面上的表单核定；程序发送 application/json。');
  });
}

const known = ['application/x-www-form-urlencoded', 'application/json'];
