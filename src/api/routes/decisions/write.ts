import type { FastifyReply, FastifyRequest } from 'fastify';
import { withRecord } from '#pipeline';
import { pathOfKey, Refusal, type Recorded } from '#spec';
import { DecidedMeanwhile, recordDecisions, type Decision } from '#store';
import { zonedTime } from '#warehouse';
import type { Api } from '../../http/context.ts';
import { wantsPage } from '../../http/wants-page.ts';

/** Writes decisions down where nobody decided the same meanwhile, and answers what stands on record then. */
export async function record(api: Api, decisions: readonly Decision[], seen: string | undefined): Promise<Recorded> {
  const { fault } = api.decisions.now();
  if (fault !== null) throw new Refusal(503, 'decisions_unreadable', fault);
  if (seen === undefined)
    throw new Refusal(400, 'no_head', '请写明看到的核定记录到哪一条（回答里的 decisions）。', { parameter: 'seen' });
  try {
    const lines = await withRecord(api.warehouse.folder, async (store) =>
      recordDecisions(store, decisions, { at: zonedTime(new Date()), seen })
    );
    return { decisions: lines.at(-1)?.id ?? seen, ids: lines.map(({ id }) => id) };
  } catch (error) {
    if (error instanceof DecidedMeanwhile) throw meanwhile(error);
    throw error;
  }
}

function meanwhile({ since }: DecidedMeanwhile): Refusal {
  const [last] = since.toReversed();
  const who =
    last === undefined
      ? '核定记录已不是您看到的那一份'
      : `${last.person.name} 在 ${last.at.slice(0, 16).replace('T', ' ')} 已经核定过`;
  return new Refusal(409, 'decided_meanwhile', `您看过以后，${who}，这一次没有记下。请重新看一遍再核定。`, {
    since: since.map(({ id, person, at }) => ({ id, by: person.name, at })),
  });
}

/**
 * Answers a form by a page: where it was, with what stands there now or, where it was refused, with why and what had
 * been written, so that nobody writes it twice.
 */
export async function answered<A>(
  request: Pick<FastifyRequest, 'headers' | 'body'>,
  reply: FastifyReply,
  page: string,
  work: () => Promise<A>
): Promise<A | FastifyReply> {
  if (!wantsPage(request)) {
    void reply.code(201);
    return work();
  }
  const to = (more: Record<string, string>) => {
    const [path = '', search = ''] = page.split('?');
    const query = new URLSearchParams([...new URLSearchParams(search), ...Object.entries(more)]);
    return reply.code(303).header('location', `${path}?${query}`).send();
  };
  try {
    await work();
    return to({ done: 'true' });
  } catch (error) {
    if (!(error instanceof Refusal) || error.status >= 500) throw error;
    return to({ problem: error.code, ...written(request.body) });
  }
}

const kept = ['project_id', 'kind', 'note', 'conclusion', 'basis', 'document', 'attachment', 'person', 'on'];

const written = (body: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ ...(body as object) }).flatMap(([name, value]) =>
      kept.includes(name) && typeof value === 'string' && value !== '' ? [[`said_${name}`, value.slice(0, 600)]] : []
    )
  );

/** The page that a decision was made on: that of the finding where one is named, else that of the list. */
export function pageOf(query: Readonly<Record<string, unknown>>): string {
  const { rule, subject_id: subject, span } = query;
  const only = (list: unknown): string | null => (Array.isArray(list) && list.length === 1 ? String(list[0]) : null);
  const [one, of, when] = [only(rule), only(subject), only(span)];
  if (one !== null && of !== null && when !== null) return pathOfKey({ rule: one, subjectId: of, span: when });
  const asked = Object.entries(query).flatMap(([name, value]) => [value].flat().map((each) => [name, String(each)]));
  return `/findings/decide?${new URLSearchParams(asked)}`;
}
