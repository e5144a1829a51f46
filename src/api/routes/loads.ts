import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { isWhole, notAmong, Refusal } from '#spec';
import { closed, Defects, DefectSearch, ending, format, fileFormats, Loads, Paging, Receipt } from '#spec/answers';
import { listDefects, noFilters, readReach, receiptBrief, receiptWithin, refuseOutside } from '#query';
import type { Api } from '../http/context.ts';
import { forDownload, patient, withVersion } from '../http/request.ts';
import { pagingOf } from '../http/parameters.ts';
import { fileHead } from '../http/file-head.ts';
import { formatOf, fileAnswer } from '../http/formats.ts';
import { isOwnLoad } from './uploads/within.ts';

/** `GET /loads`, `/loads/<version>`, and its defects at `/loads/<version>/defects.<format>`. */
export function loads(app: FastifyInstance, api: Api): void {
  const many = {
    needs: 'rows' as const,
    summary: 'Every load that can be read, newest first, each with what became of its files',
    querystring: Paging,
    response: { 200: Loads },
  };
  app.get(
    '/loads',
    withVersion(api, many, async ({ lease, reader, scope }, request) => {
      const { limit, offset } = pagingOf(request);
      const { total, rows } = await api.warehouse.versions.page(limit, offset);
      return {
        version: lease.version,
        total,
        rows: isWhole(scope)
          ? rows
          : await Promise.all(
              rows.map(async (receipt) =>
                receiptBrief(receipt, scope, await isOwnLoad(api.warehouse.folder, reader, receipt))
              )
            ),
      };
    })
  );

  const load = { load: Type.String() };
  const one = {
    needs: 'rows' as const,
    summary: 'One load: per file its hash, encoding, sheet, header row and counts',
    params: closed(load),
    querystring: closed({}),
    response: { 200: Receipt },
  };
  app.get(
    '/loads/:load',
    withVersion(
      api,
      one,
      async ({ queryContext, reader, scope, lease: { receipt } }) => {
        const of = patient(queryContext);
        const isOwn = await isOwnLoad(api.warehouse.folder, reader, receipt);
        return receiptWithin(of, receipt, { reach: await readReach(of, scope), isOwn });
      },
      loadIn(api)
    )
  );

  const defects = {
    needs: 'rows' as const,
    summary: 'The defects of a load: file, sheet, row, column, value, problem and what to do',
    params: closed({ ...load, ...ending }),
    querystring: closed({ ...DefectSearch.properties, ...format, ...Paging.properties }),
    response: { 200: Defects },
    formats: fileFormats,
  };
  app.get(
    '/loads/:load/defects.:ending',
    withVersion(
      api,
      defects,
      async (context, request) => {
        const { queryContext, lease, scope } = context;
        const { version, receipt } = lease;
        refuseOutside(await api.catalogOf(lease), { filters: noFilters, scope }, request.query.of);
        if (request.query.compared !== undefined && receipt.compared === null)
          throw new Refusal(404, 'not_compared', `版本 ${version} 没有可以比较的上一版本。`);
        const format = formatOf(request, request.params.ending);
        const paging = format === 'json' ? pagingOf(request) : undefined;
        const { total, ...answer } = await listDefects(
          format === 'json' ? patient(queryContext) : forDownload(queryContext),
          scope,
          request.query,
          paging
        );
        return fileAnswer(answer, format, fileHead(request, context, '问题清单', 'defects'), { total });
      },
      loadIn(api)
    )
  );
}

/** Finds the load that an address names. */
export const loadIn =
  ({ warehouse }: Api) =>
  async ({ params: { load } }: { params: { load: string } }): Promise<string> => {
    if ((await warehouse.versions.receipt(load)) !== null) return load;
    throw notAmong(404, 'unknown_version', '没有版本', { value: load, allowed: await warehouse.versions.list() });
  };
