import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { notAmong } from '#spec';
import { closed, Form } from '#spec/answers';
import { templateName, writeTemplate, type Moment } from '#clerks';
import type { Api } from '../http/context.ts';
import { route } from '../http/route.ts';
import { sendBook, workbook } from './workbooks.ts';

/** The as-of day of what is published, else today; and whether it is a sample. */
async function momentOf({ warehouse }: Api): Promise<Moment> {
  const today = new Date().toLocaleDateString('sv-SE');
  const lease = await warehouse.lease().catch(() => null);
  try {
    const [load] = lease ? await (await lease.read('load', 'from loads.load')).rows() : [];
    return { day: typeof load?.as_of === 'string' ? load.as_of : today, isSample: load?.is_sample === true };
  } finally {
    lease?.release();
  }
}

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
  // The notice in force hangs on the day: nothing is taken for unchanged.
  app.get(
    '/sources',
    route(many, async (_request, reply) => {
      void reply.header('cache-control', 'private, no-cache');
      return [...(await api.forms(await momentOf(api)))];
    })
  );

  const one = {
    summary: 'An empty workbook for a source, to be filled in',
    params: closed({ name: Type.String() }),
    querystring: closed({}),
    ...workbook,
  };
  app.get(
    '/sources/:name/template.xlsx',
    route(one, async ({ params: { name } }, reply) => {
      const forms = await api.forms(await momentOf(api));
      const form = forms.find((each) => each.name === name);
      if (!form)
        throw notAmong(404, 'unknown_source', '没有来源', { value: name, allowed: forms.map((each) => each.name) });
      return sendBook(reply, { name: templateName(form), ascii: `${name}.xlsx`, content: writeTemplate(form) });
    })
  );
}
