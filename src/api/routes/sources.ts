import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { notAmong } from '#spec';
import { closed, Form } from '#spec/answers';
import { templateName, writeTemplate } from '#clerks';
import type { Api } from '../http/context.ts';
import { tagged } from '../http/tagged.ts';
import { sendBook, workbook } from './workbooks.ts';

/**
 * `GET /sources`: what may be handed in, column by column;
 * `/sources/<name>/template.xlsx`: an empty one to be filled in.
 */
export function sources(app: FastifyInstance, api: Api): void {
  const many = {
    summary: 'What may be handed in: each source, its columns and what their cells read',
    querystring: closed({}),
    response: { 200: Type.Array(Form) },
  };
  app.get(
    '/sources',
    tagged(api, many, async () => [...(await api.forms())])
  );

  const one = {
    summary: 'An empty workbook for a source, to be filled in',
    params: closed({ name: Type.String() }),
    querystring: closed({}),
    ...workbook,
  };
  app.get(
    '/sources/:name/template.xlsx',
    tagged(api, one, async ({ params: { name } }, reply) => {
      const forms = await api.forms();
      const form = forms.find((each) => each.name === name);
      if (!form)
        throw notAmong(404, 'unknown_source', '没有来源', { value: name, allowed: forms.map((each) => each.name) });
      return sendBook(reply, { name: templateName(form), ascii: `${name}.xlsx`, content: writeTemplate(form) });
    })
  );
}
