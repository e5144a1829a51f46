import type { FastifyInstance, preValidationAsyncHookHandler } from 'fastify';
import { listMatters, noFilters, personOfReply } from '#query';
import { recordFile, withRecord } from '#pipeline';
import { Refusal, type ReplyRow } from '#spec';
import { closed, fileFormats, Matters, MatterSearch, Paging, Replied, ReplyForm } from '#spec/answers';
import { recordReply, repliesIn, type ReplyLine } from '#store';
import { zonedTime } from '#warehouse';
import type { Api } from '../http/context.ts';
import { fileHead } from '../http/file-head.ts';
import { FileAnswer, Passing } from '../http/finish.ts';
import { fileAnswer, formatOf } from '../http/formats.ts';
import { leaveOutEmpty } from '../http/lenient.ts';
import { filterParameters, pagingOf, tableParameters } from '../http/parameters.ts';
import { forDownload, withCatalog } from '../http/request.ts';
import { readBodies } from './decisions/bodies.ts';
import { clean, dayOf, personOf } from './decisions/said.ts';
import { answered } from './decisions/write.ts';

/** What the form of the page leaves empty is not asked for. */
const preValidation: preValidationAsyncHookHandler = async ({ query }) =>
  leaveOutEmpty(query as Record<string, string | string[]>, Object.keys(MatterSearch.properties));

/**
 * `GET /matters`: what is yet to be done, by whom, by when, with the last that was replied; `POST /matters/replies`
 * writes down a reply. What was replied follows from no version: no answer with it is kept.
 */
export function matters(app: FastifyInstance, api: Api): void {
  readBodies(app);
  const many = {
    needs: 'rows' as const,
    summary: 'What is yet to be done of projects: by whom, by when, how late, and what was replied',
    querystring: closed({ ...MatterSearch.properties, ...Paging.properties, ...tableParameters }),
    response: { 200: Matters },
    formats: fileFormats,
  };
  app.get('/matters', {
    preValidation,
    ...withCatalog(api, many, async (context, request) => {
      const { queryContext, catalog, view } = context;
      const format = formatOf(request);
      const replies = repliesOf(api);
      if (format !== 'json') {
        const {
          total,
          values: _values,
          ...answer
        } = await listMatters(forDownload(queryContext), catalog, request.query, replies, view);
        const file = fileAnswer(answer, format, fileHead(request, context, '督办事项', 'matters'), { total });
        return new FileAnswer(file.type, file.disposition, file.chunks, { isPassing: true, rows: file.rows });
      }
      const found = await listMatters(queryContext, catalog, request.query, replies, view, pagingOf(request));
      const rows = (await found.result.rows()) as Matters['rows'];
      const { version, total, columns, values } = found;
      return new Passing({ version, total, columns, rows, values, replies: repliesTo(rows, replies) });
    }),
  });

  const reply = {
    needs: 'propose' as const,
    summary: 'Write down what was replied about something that is yet to be done',
    querystring: closed({ ...MatterSearch.properties, ...filterParameters }),
    body: ReplyForm,
    response: { 201: Replied },
  };
  app.post('/matters/replies', {
    preValidation,
    ...withCatalog(api, reply, async ({ queryContext, catalog, view }, request, answer) =>
      answered(request, answer, pageOf(request.query), async () => {
        const { project_id: subjectId, kind, note, person, on } = request.body;
        const reader = api.reader(request);
        const by = personOf(reader) ?? clean(person);
        if (by === null) throw new Refusal(400, 'no_person', '请写明答复人的姓名。', { parameter: 'person' });
        const said = clean(note);
        if (said === null) throw new Refusal(400, 'no_note', '请写明答复了什么。', { parameter: 'note' });
        const day = dayOf(clean(on), '答复日期');
        repliesOf(api);
        // Whose it is, the scope says; what the page was filtered by does not matter.
        const one = { only: [`project_id:${subjectId}`, `kind:${kind}`] };
        const whole = { ...view, filters: noFilters };
        const { total } = await listMatters(queryContext, catalog, one, [], whole, { limit: 1, offset: 0 });
        if (total === 0)
          throw new Refusal(404, 'unknown_matter', '这一版没有这件要办的事：可能已经办了，或者编号不同。');
        const written = { subjectId, kind, note: said, name: by, isVerified: reader.account !== null, on: day };
        const line = await withRecord(api.warehouse.folder, async (store) =>
          recordReply(store, { ...written, version: catalog.version }, zonedTime(new Date()))
        );
        return { id: line.id };
      })
    ),
  });
}

/** What is on record; where the record is damaged, nobody is told that nothing was replied. */
function repliesOf(api: Api): ReplyLine[] {
  const { fault } = api.decisions.now();
  if (fault !== null) throw new Refusal(503, 'decisions_unreadable', fault);
  return repliesIn(recordFile(api.warehouse.folder));
}

/** Those about the matters of a page, the newest first. */
function repliesTo(rows: Matters['rows'], replies: readonly ReplyLine[]): ReplyRow[] {
  const about = new Set(rows.map(({ project_id: id, kind }) => JSON.stringify([id, kind])));
  return replies
    .filter(({ subjectId, kind }) => about.has(JSON.stringify([subjectId, kind])))
    .toReversed()
    .map(({ id, subjectId, kind, on, note, at, ...who }) => ({
      id,
      projectId: subjectId,
      kind,
      on,
      by: personOfReply(who),
      note,
      recordedAt: at,
    }));
}

/** The page that a reply was written on, as it was filtered. */
function pageOf(query: Readonly<Record<string, unknown>>): string {
  const asked = Object.entries(query).flatMap(([name, value]) => [value].flat().map((each) => [name, String(each)]));
  return `/pipeline/matters?${new URLSearchParams(asked)}`;
}
