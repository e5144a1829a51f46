import type { FastifyInstance } from 'fastify';
import { notAmong } from '#spec';
import { templateName, writeTemplate } from '#clerks';
import type { Api } from '../http/context.ts';
import { array, boolean, object, querystring, string, stringOrNull } from '../http/schemas.ts';
import { tagged } from '../http/tagged.ts';
import { sendBook, workbook } from './workbooks.ts';

const column = object({
  name: string,
  header: string,
  aliases: array(string),
  kind: string,
  kindTitle: string,
  reads: string,
  options: { anyOf: [array(string), { type: 'null' }] },
  format: { enum: ['text', 'day', 'plain'] },
  required: boolean,
  essential: boolean,
  isKey: boolean,
  isPrivate: boolean,
  note: stringOrNull,
});
const source = object({ name: string, title: string, files: array(string), columns: array(column) });

/** `GET /sources`: what may be handed in, column by column; `/sources/<name>/template.xlsx`: an empty one to be filled in. */
export default function sources(app: FastifyInstance, api: Api): void {
  const many = {
    summary: 'What may be handed in: each source, its columns and what their cells read',
    querystring: querystring({}),
    response: { 200: array(source) },
  };
  app.get('/sources', { schema: many }, tagged(api, api.forms));

  const one = {
    summary: 'An empty workbook for a source, to be filled in',
    params: { type: 'object', properties: { name: string } },
    querystring: querystring({}),
    response: { 200: workbook },
  };
  app.get('/sources/:name/template.xlsx', { schema: one }, async (request, reply) => {
    const { name } = request.params as { name: string };
    const forms = await api.forms();
    const form = forms.find((each) => each.name === name);
    if (!form)
      throw notAmong(404, 'unknown_source', '没有来源', { value: name, allowed: forms.map((each) => each.name) });
    void reply.header('cache-control', 'private, no-cache');
    return sendBook(reply, { name: templateName(form), ascii: `${name}.xlsx`, content: writeTemplate(form) });
  });
}
