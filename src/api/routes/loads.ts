import type { FastifyInstance, FastifyRequest } from 'fastify';
import { notAmong, Refusal, type Receipt } from '#spec';
import { effects, fates, listDefects, type DefectSearch } from '#query';
import { listVersions, readReceipt } from '#warehouse';
import { patient, sit, whenSent } from '../http/request.ts';
import type { Api } from '../http/context.ts';
import { readFormat, sendAnswer } from '../http/formats.ts';
import { paging, pagingOf } from '../http/paging.ts';
import {
  array,
  boolean,
  format,
  integer,
  integerOrNull,
  number,
  object,
  page,
  querystring,
  row,
  string,
  stringOrNull,
} from '../http/schemas.ts';

/** What became of one sheet of one file. */
export const file = object({
  file: string,
  sheet: string,
  sha256: string,
  bytes: integer,
  source: stringOrNull,
  sourceTitle: stringOrNull,
  encoding: stringOrNull,
  headerRow: integerOrNull,
  unknownColumns: array(string),
  status: { enum: ['loaded', 'refused'] },
  ...Object.fromEntries(['read', 'loaded', 'superseded', 'rejected', 'totals', 'blank'].map((name) => [name, integer])),
});
const receipt = object({
  version: string,
  loadedAt: string,
  asOf: string,
  fingerprint: string,
  isSample: boolean,
  bytes: integer,
  seconds: number,
  files: array(file),
  assertions: array(object({ name: string, title: string, broken: integer })),
  defects: array(object({ check: string, effect: string, count: integer })),
});

/** `GET /loads`, `/loads/<version>`, and its defects at `/loads/<version>/defects.<format>`. */
export default function loads(app: FastifyInstance, api: Api): void {
  const { folder } = api.warehouse;

  const many = {
    summary: 'Every load that can be read, newest first, each with what became of its files',
    querystring: querystring(paging),
    response: { 200: object({ version: string, total: integer, rows: array(receipt) }) },
  };
  app.get(
    '/loads',
    { schema: many },
    sit(api, async ({ lease }, request) => {
      const { limit, offset } = pagingOf(request);
      const versions = await listVersions(folder);
      const rows = await Promise.all(
        versions.slice(offset, offset + limit).map((version) => readReceipt(folder, version))
      );
      return { version: lease.version, total: versions.length, rows };
    })
  );

  const named = { type: 'object', properties: { load: string } };
  const one = {
    summary: 'One load: per file its hash, encoding, sheet, header row and counts',
    params: named,
    querystring: querystring({}),
    response: { 200: receipt },
  };
  app.get(
    '/loads/:load',
    { schema: one },
    sit(api, async (_sitting, request) => find(folder, request))
  );

  const defects = {
    summary: 'The defects of a load: file, sheet, row, column, value, problem and what to do',
    params: { type: 'object', properties: { load: string, ending: string } },
    querystring: querystring({
      check: { type: 'array', items: string, maxItems: 200, description: 'Any of these checks.' },
      effect: { type: 'array', items: { enum: effects }, maxItems: 20, description: 'Any of these effects.' },
      file: {
        type: 'array',
        items: { type: 'string', maxLength: 4000 },
        maxItems: 200,
        description: 'In any of these files, by their paths.',
      },
      compared: {
        type: 'array',
        items: { enum: fates },
        maxItems: 20,
        description:
          'What became of it since the version before: cured (it stands in that version), remaining or fresh.',
      },
      format,
      ...paging,
    }),
    response: { 200: { ...page, additionalProperties: row } },
  };
  app.get(
    '/loads/:load/defects.:ending',
    { schema: defects },
    sit(api, async ({ asking }, request, reply) => {
      const { ending } = request.params as { ending: string };
      const { version, compared } = await find(folder, request);
      const search = request.query as DefectSearch;
      if (search.compared !== undefined && compared === null)
        throw new Refusal(404, 'not_compared', `版本 ${version} 没有可以比较的上一版本。`);
      const wanted = readFormat(request, ending);
      const lease = await api.warehouse.lease(version);
      whenSent(reply, () => lease.release());
      const of = { ...patient(asking), reading: lease };
      const { total, ...answer } = await listDefects(of, search, wanted === 'json' ? pagingOf(request) : undefined);
      return sendAnswer(reply, answer, wanted, `问题清单 ${version}`, `defects-${version}`, { total });
    })
  );
}

/** The record of the load that an address names. */
export async function find(folder: string, request: FastifyRequest): Promise<Receipt> {
  const { load } = request.params as { load: string };
  const versions = await listVersions(folder);
  if (versions.includes(load)) return readReceipt(folder, load);
  throw notAmong(404, 'unknown_version', '没有版本', { value: load, allowed: versions });
}
