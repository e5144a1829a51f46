import { pathOfKey, type FindingAnswer } from '#spec';
import { fetchJson } from '#lib/fetch.ts';
import { noticesOf } from '#lib/notices.ts';
import { readDeciding } from '../../../deciding.ts';

/** One finding, all that was decided of it, and whether more may be. */
export async function load({ fetch, params: { rule, subject, span }, url, parent }) {
  const version = url.searchParams.get('version');
  const path = pathOfKey({ rule, subjectId: subject, span });
  const [found, deciding] = await Promise.all([
    fetchJson<FindingAnswer>(fetch, `/api${path}${version ? `?version=${encodeURIComponent(version)}` : ''}`),
    readDeciding(fetch, url.searchParams),
  ]);
  await parent();
  const batches = found.finding.batches?.split('、') ?? [];
  return { ...(await noticesOf(fetch, batches)), found, deciding, path };
}
