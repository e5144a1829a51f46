import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { notAmong } from '#spec';
import { closed, Form } from '#spec/answers';
import { templateName, writeTemplate, type Moment } from '#clerks';
import type { Api } from '../http/context.ts';
import { matches, tagOf } from '../http/etag.ts';
import { sendFinished, wholeOf } from '../http/finish.ts';
import { route } from '../http/route.ts';
import { bookAnswer, workbook } from './workbooks.ts';

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

/** A form follows from content and the day, not from the version: its tag is of all that it says. */
function isUnchanged({ build }: Api, request: FastifyRequest, reply: FastifyReply, said: object): boolean {
  void reply.header('cache-control', 'private, no-cache');
  if (build === null) return false;
  const tag = tagOf(build, request.url, JSON.stringify(said));
  void reply.header('etag', tag);
  return matches(request.headers['if-none-match'], tag);
}

/**
 * `GET /sources`: what may be handed in, column by column;
 * `/sources/<name>/template.xlsx`: an empty one to be filled in.
 */
export function sources(app: FastifyInstance, api: Api): void {
  const many = {
    needs: 'rows' as const,
    summary: 'What may be handed in: each source, its columns and what their cells read',
    querystring: closed({}),
    response: { 200: Type.Array(Form) },
  };
  app.get(
    '/sources',
    route(many, async (request, reply) => {
      const forms = [...(await api.forms(await momentOf(api)))];
      return isUnchanged(api, request, reply, forms) ? reply.code(304).send() : forms;
    })
  );

  const one = {
    needs: 'rows' as const,
    summary: 'An empty workbook for a source, to be filled in',
    params: closed({ name: Type.String() }),
    querystring: closed({}),
    ...workbook,
  };
  app.get(
    '/sources/:name/template.xlsx',
    route(one, async (request, reply) => {
      const { name } = request.params;
      const forms = await api.forms(await momentOf(api));
      const form = forms.find((each) => each.name === name);
      if (!form)
        throw notAmong(404, 'unknown_source', '没有来源', { value: name, allowed: forms.map((each) => each.name) });
      if (isUnchanged(api, request, reply, form)) return reply.code(304).send();
      const book = bookAnswer({ name: templateName(form), ascii: `${name}.xlsx`, content: writeTemplate(form) });
      const { type, disposition, body } = await wholeOf(book);
      return sendFinished(api.kept, request, reply, {
        status: 200,
        headers: { 'content-type': type, 'content-disposition': disposition ?? '' },
        body,
      });
    })
  );
}
