import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { can } from '#access';
import { decidedOf, findDecidable, listDecisions, readFinding, rowInCamelCase, tooEarly } from '#query';
import { isWhole, pathOfKey, Refusal, type DecisionRow } from '#spec';
import { keyOf } from '#store';
import {
  closed,
  DecidableFindings,
  DecisionForm,
  Decisions,
  DecisionSearch,
  fileFormats,
  FindingAnswer,
  FindingSearch,
  format,
  MayDecide,
  Paging,
  Recorded,
  version,
  WithdrawalForm,
} from '#spec/answers';
import type { Api } from '../../http/context.ts';
import { tagOf } from '../../http/etag.ts';
import { fileHead } from '../../http/file-head.ts';
import { refusalFor } from '../../http/gate.ts';
import { formatOf, fileAnswer } from '../../http/formats.ts';
import { filterParameters, pagingOf, versionParameters } from '../../http/parameters.ts';
import { forDownload, withCatalog } from '../../http/request.ts';
import { route } from '../../http/route.ts';
import { refusalOf } from '../../http/write-guard.ts';
import { readBodies } from './bodies.ts';
import { personOf, readConclusion, readSaid, stateFor } from './said.ts';
import { answered, pageOf, record } from './write.ts';

/**
 * What is decided of findings: `GET /decisions` is the record, `GET /findings/<rule>/<subject>/<span>` one finding,
 * `GET /decisions/preview` what would be decided together, `POST /decisions` decides it.
 */
export function decisions(app: FastifyInstance, api: Api): void {
  readBodies(app);
  readRecord(app, api);

  const one = {
    needs: 'rows' as const,
    summary: 'One finding: what was judged, by which source rows, and all that was decided of it',
    params: closed({ rule: Type.String(), subject: Type.String(), span: Type.String() }),
    querystring: closed(version),
    response: { 200: FindingAnswer },
  };
  app.get(
    '/findings/:rule/:subject/:span',
    withCatalog(api, one, async ({ queryContext, catalog, view }, { params: { rule, subject, span } }) => {
      const found = await readFinding(queryContext, catalog, { rule, subjectId: subject, span }, view);
      if (found) return found;
      throw new Refusal(404, 'unknown_finding', '这一版没有这条核查结果：规则、对象或批次不同，或者它已经不适用。');
    })
  );

  const preview = {
    needs: 'propose' as const,
    summary: 'The findings that a decision on this list would be about, and what stands for the list',
    querystring: closed({ ...FindingSearch.properties, ...filterParameters }),
    response: { 200: DecidableFindings },
  };
  app.get(
    '/decisions/preview',
    withCatalog(api, preview, ({ queryContext, catalog, view }, { query }) =>
      findDecidable(queryContext, catalog, query, view)
    )
  );

  const decide = {
    ...preview,
    needs: 'propose' as const,
    summary: 'Decide the findings of this list',
    body: DecisionForm,
    response: { 201: Recorded },
  };
  app.post(
    '/decisions',
    withCatalog(api, decide, async ({ queryContext, catalog, view }, request, reply) =>
      answered(request, reply, pageOf(request.query), async () => {
        const { body, query } = request;
        const reader = api.reader(request);
        const state = stateFor(reader, body.state);
        const said = { state, conclusion: readConclusion(body), ...readSaid(body, reader) };
        const { total, atMost, list, rows } = await findDecidable(queryContext, catalog, query, view);
        if (list !== body.list)
          throw new Refusal(
            409,
            'list_changed',
            `名单在您看过以后变了，现在是 ${total} 条，没有核定。请重新看一遍再核定。`,
            {
              total,
            }
          );
        if (total === 0) throw new Refusal(400, 'nothing_to_decide', '这个名单里没有核查结果。');
        if (total > atMost)
          throw new Refusal(400, 'too_many', `一次最多核定 ${atMost} 条，这里有 ${total} 条：请先筛选。`, {
            total,
            atMost,
          });
        const early = rows.map((finding) => tooEarly(catalog, finding, said.on)).find((each) => each !== null);
        if (early) throw new Refusal(400, 'early_day', early, { parameter: 'on' });
        const made = rows.map((finding) => ({ ...decidedOf(catalog, finding), ...said, withdraws: null }));
        return record(api, made, body.seen);
      })
    )
  );

  const withdraw = {
    needs: 'decide' as const,
    summary: 'Take back a decision: a line of its own',
    params: closed({ id: Type.String() }),
    querystring: closed({}),
    body: WithdrawalForm,
    response: { 201: Recorded },
  };
  app.post(
    '/decisions/:id/withdraw',
    withCatalog(api, withdraw, async ({ queryContext, catalog, view }, request, reply) => {
      const { position } = api.decisions.now();
      const lines = api.decisions.between(0, position);
      const line = lines.find(({ id }) => id === request.params.id);
      const isTheirs =
        line !== undefined && (isWhole(view.scope) || (await readFinding(queryContext, catalog, line, view)) !== null);
      if (!line || !isTheirs || line.state === 'withdrawn')
        throw new Refusal(404, 'unknown_decision', '核定记录里没有这一条核定。');
      return answered(request, reply, pathOfKey(line), async () => {
        // What a later line took the place of, or only proposed, stands for nothing that could be taken back.
        const about = lines.filter((each) => each.state !== 'proposed' && keyOf(each) === keyOf(line));
        if (about.at(-1)?.id !== line.id)
          throw new Refusal(409, 'decided_meanwhile', '这一条已被后来的核定取代，或已经撤回，没有可撤回的。');
        const { position: _position, id, at: _at, ...decision } = line;
        const said = readSaid(request.body, api.reader(request));
        const taken = { ...decision, ...said, state: 'withdrawn' as const, conclusion: null, withdraws: id };
        return record(api, [taken], request.body.seen);
      });
    })
  );

  const may = {
    needs: 'rows' as const,
    summary: 'Whether you may decide',
    querystring: closed({}),
    response: { 200: MayDecide },
  };
  app.get(
    '/decisions/allowed',
    route(may, async (request, reply) => {
      const reader = api.reader(request);
      const refusal = (refusalFor(reader, 'propose') ?? refusalOf(request, api.writes))?.message ?? null;
      const answer = {
        refusal,
        person: personOf(reader),
        state: can(reader, 'decide') ? 'decided' : 'proposed',
      } as const;
      // It follows from what a page is kept by: its tag says so.
      void reply.headers({ 'cache-control': 'no-store', etag: tagOf(JSON.stringify(answer)) });
      return answer;
    })
  );
}

function readRecord(app: FastifyInstance, api: Api): void {
  const many = {
    needs: 'rows' as const,
    summary: 'The record of decisions, the newest first, each with what has become of it',
    querystring: closed({ ...DecisionSearch.properties, ...format, ...Paging.properties, ...versionParameters }),
    response: { 200: Decisions },
    formats: fileFormats,
  };
  app.get(
    '/decisions',
    withCatalog(api, many, async (context, request) => {
      const { queryContext, catalog, view } = context;
      const format = formatOf(request);
      if (format !== 'json') {
        const { total, ...answer } = await listDecisions(forDownload(queryContext), catalog, request.query, view);
        return fileAnswer(answer, format, fileHead(request, context, '核定记录', 'decisions'), { total });
      }
      const { version, total, columns, result } = await listDecisions(
        queryContext,
        catalog,
        request.query,
        view,
        pagingOf(request)
      );
      const rows = (await result.rows()).map((row) => rowInCamelCase(row) as unknown as DecisionRow);
      return { version, decisions: catalog.decided.head, total, columns, rows };
    })
  );
}
