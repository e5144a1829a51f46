import { error } from '@sveltejs/kit';
import type { Health, Receipt, SessionAnswer } from '#spec';
import type { Filter } from '#lib/filters/filters.ts';
import { contextOf } from '#lib/context.ts';
import { fetchJson } from '#lib/fetch.ts';
import { words } from '#lib/words.ts';
import { askedOfFigures, composeReport, type Printed } from '../compose.ts';
import { saidOf } from '../asked.ts';
import { docxOf } from '../docx.ts';

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/**
 * The report of the page above as a document to be written on. `base`: where its numbers lead, by default where it was
 * asked for; empty: nowhere.
 */
export async function GET({ fetch, url }) {
  const params = new URLSearchParams(Array.from(url.searchParams).filter(([name]) => name !== 'base'));
  const [health, filters, session] = await Promise.all([
    fetchJson<Health>(fetch, '/api/health'),
    fetchJson<Filter[]>(fetch, '/api/filters'),
    fetchJson<SessionAnswer>(fetch, '/api/session'),
  ]);
  if (session.mode === 'office' && !session.capabilities.includes('files')) error(403, { message: words.noFiles });
  const version = params.get('version') || health.version;
  const receipt = await fetchJson<Receipt>(fetch, `/api/loads/${encodeURIComponent(version)}`);
  const around = { filters, version };
  const composed = await composeReport(fetch, params, around);
  if (!composed.brief && params.getAll('panel').length === 0) error(404, { message: words.nothingChosen });
  const wanted = askedOfFigures(params, around);
  const context = contextOf({ url: new URL(`?${params}`, url), data: { filters, freshness: { version } } });
  const title = composed.named?.title ?? words.brief;
  const asked = saidOf(filters, context.asked ?? params);
  const foot = [
    ...(receipt.isSample ? [`${words.sample}，不得引用`] : []),
    `${words.asOf} ${receipt.asOf}`,
    `${words.version} ${version}`,
  ].join('　');
  const bytes = await docxOf(composed, {
    context,
    base: url.searchParams.get('base') ?? url.origin,
    title,
    asked: `${asked}　${words.asOf} ${receipt.asOf}`,
    foot,
    chosen: params.getAll('panel'),
    pictureOf: (figure) => pictureOf(figure),
  });
  const name = `${title}_${asked.replaceAll(/[\s\\/:*?"<>|；、]+/g, '_').slice(0, 60)}_${version}.docx`;
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': docx,
      'content-disposition': `attachment; filename="brief.docx"; filename*=UTF-8''${encodeURIComponent(name)}`,
    },
  });

  async function pictureOf({ dashboard, panel, first }: Printed): Promise<Uint8Array | null> {
    const query = new URLSearchParams(wanted);
    if (first !== null) query.set('limit', String(first));
    const answer = await fetch(`/api/dashboards/${dashboard}/${panel}.png?${query}`);
    if (answer.status === 401 || answer.status === 403) error(answer.status, { message: words.noFiles });
    return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null;
  }
}
