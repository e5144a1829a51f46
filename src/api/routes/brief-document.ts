import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { listBriefs } from '#briefs';
import { filterValues } from '#query';
import { notAmong, Refusal } from '#spec';
import { anyOf, closed, mediaTypes } from '#spec/answers';
import { asking, type Asking } from '../http/asking.ts';
import type { Api } from '../http/context.ts';
import { FileAnswer } from '../http/finish.ts';
import { whoOf } from '../http/office.ts';
import { cubeParameters, versionParameters } from '../http/parameters.ts';
import { renderPage } from '../http/render-page.ts';
import { withCatalog } from '../http/request.ts';

/**
 * `GET /briefs/<name>/report.docx`: a report as a document to be written on, as the pages make it, which draw its
 * figures: for whoever asks, with the filters that are said and no other.
 */
export function briefDocument(app: FastifyInstance, api: Api): void {
  const { briefs: folder } = api;
  if (folder === null) return;
  const schema = {
    needs: 'files' as const,
    summary: 'A report as a document to be written on',
    params: closed({ name: Type.String() }),
    querystring: closed({
      ...versionParameters,
      ...cubeParameters,
      section: anyOf('The titles of the sections that are wanted; without it all.'),
      panel: anyOf('Figures besides, as quota/by-city.'),
    }),
    response: { 200: Type.Unknown() },
    formats: ['docx'] as const,
  };
  app.get(
    '/briefs/:name/report.docx',
    withCatalog(api, schema, async ({ queryContext, catalog, lease }, request) => {
      const { pages } = api;
      if (pages === null) throw new Refusal(503, 'no_pages', '这里没有页面，做不了文档。');
      const { name } = request.params;
      const names = (await listBriefs(folder, await api.catalogOf(lease), await api.dashboards())).map(
        (one) => one.name
      );
      if (!names.includes(name.normalize('NFC')))
        throw notAmong(404, 'unknown_brief', '没有简报', { value: name, allowed: names });
      const asked = new URLSearchParams(
        Object.entries(request.query).flatMap(([key, values]) => [values].flat().map((value) => [key, String(value)]))
      );
      asked.set('name', name);
      asked.set('version', lease.version);
      // A page begins with what is current; here nothing is meant that was not said.
      for (const { name: filter, since } of filterValues(catalog))
        if (since !== undefined && !asked.has(filter)) asked.set(filter, 'all');
      const signal = queryContext.deadline?.signal ?? AbortSignal.timeout(60_000);
      const headers = { ...request.headers, accept: 'application/json' };
      const who = api.office ? whoOf(api.office, request) : null;
      const page: Asking = { who, headers, remoteAddress: request.ip, signal, isPure: true };
      const made = await api.gate.pass(signal, () =>
        asking.run(page, () => renderPage(pages, `/brief/report.docx?${asked}`, headers))
      );
      const body = Buffer.isBuffer(made.body) ? made.body : Buffer.alloc(0);
      if (made.status !== 200) throw refusalIn(made.status, body);
      const type = made.headers['content-type'] ?? mediaTypes.docx;
      return new FileAnswer(type, made.headers['content-disposition'] ?? null, once(body), { isPassing: true });
    })
  );
}

/** Why there is none, as the page says it. */
function refusalIn(status: number, body: Buffer): Refusal {
  const { message = '文档没有做成，请稍后再试。', code = 'no_document' } = readJson(body);
  return new Refusal(status, code, message);
}

function readJson(body: Buffer): { message?: string; code?: string } {
  try {
    return JSON.parse(body.toString('utf8')) as { message?: string; code?: string };
  } catch {
    return {};
  }
}

async function* once(body: Buffer): AsyncGenerator<Buffer> {
  yield body;
}
