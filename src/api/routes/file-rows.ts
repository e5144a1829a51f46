import type { FastifyInstance } from 'fastify';
import { Refusal, notAmong, type FileReceipt, type Receipt } from '#spec';
import { listFileRows, rowStates, streamFileRows, type RowSearch } from '#query';
import { patient, sit, whenSent } from '../http/request.ts';
import type { Api } from '../http/context.ts';
import { readFormat, sendAnswer } from '../http/formats.ts';
import { file, find } from './loads.ts';
import { paging, pagingOf } from '../http/paging.ts';
import {
  array,
  boolean,
  cell,
  format,
  integer,
  nullable,
  object,
  querystring,
  row,
  string,
  stringOrNull,
} from '../http/schemas.ts';

type Query = RowSearch & { file?: string; sheet?: string };

const place = { type: 'string', maxLength: 4000 };
const listed = object({
  file: string,
  sheet: string,
  row: integer,
  state: { enum: rowStates },
  what: nullable({ enum: ['total', 'note'] }),
  cells: array(cell),
  defects: array(row),
  supersededBy: nullable(object({ file: string, sheet: string, row: integer, sha256: stringOrNull })),
});

/** `GET /loads/<version>/files/<its SHA-256>/rows.<format>`: the rows of a file by what became of them. */
export default function fileRows(app: FastifyInstance, api: Api): void {
  const schema = {
    summary:
      'The rows of one file by what became of them, each with its cells, what was found in it, and which row took its place: as many as the receipt counts',
    params: { type: 'object', properties: { load: string, hash: string, ending: string } },
    querystring: querystring({
      file: { ...place, description: 'The path of the file, where the same bytes were handed in under several.' },
      sheet: {
        ...place,
        description: 'The rows of this sheet alone; empty for a text file, which is one sheet without a name.',
      },
      state: {
        type: 'array',
        items: { enum: rowStates },
        maxItems: 20,
        description: 'Any of these. Totals are counted with the notes beside and below the table.',
      },
      landed: {
        ...boolean,
        description: 'Only the rows that came into the table of their source, or only those that did not.',
      },
      row: {
        ...integer,
        minimum: 1,
        description: 'The row of this number alone, as the program of its clerk numbers it.',
      },
      format,
      ...paging,
    }),
    response: {
      200: object({ version: string, total: integer, files: array(file), rows: array(listed) }),
    },
  };
  app.get(
    '/loads/:load/files/:hash/rows.:ending',
    { schema },
    sit(api, async ({ asking, view }, request, reply) => {
      const { ending } = request.params as { ending: string };
      const receipt = await find(api.warehouse.folder, request);
      const { file: path, sheet, ...search } = request.query as Query;
      const sheets = sheetsOf(receipt, (request.params as { hash: string }).hash, { path, sheet });
      const wanted = readFormat(request, ending);
      const lease = await api.warehouse.lease(receipt.version);
      whenSent(reply, () => lease.release());
      const of = { ...patient(asking), reading: lease };
      if (wanted === 'json')
        return { ...(await listFileRows(of, view, sheets, search, pagingOf(request))), files: sheets };
      return sendAnswer(
        reply,
        await streamFileRows(of, view, sheets, search),
        wanted,
        `逐行去处 ${receipt.version}`,
        `rows-${receipt.version}`
      );
    })
  );
}

function sheetsOf(
  { version, files }: Receipt,
  sha256: string,
  { path, sheet }: { path: string | undefined; sheet: string | undefined }
): FileReceipt[] {
  const same = files.filter((each) => each.sha256 === sha256);
  if (same.length === 0)
    throw new Refusal(404, 'unknown_file', `版本 ${version} 里没有这个文件。`, { value: sha256.slice(0, 64) });
  const own = same.filter((each) => path === undefined || each.file === path);
  if (own.length === 0)
    throw notAmong(400, 'unknown_file', '没有文件', {
      parameter: 'file',
      value: path ?? '',
      allowed: [...new Set(same.map((each) => each.file))],
    });
  const asked = own.filter((each) => sheet === undefined || each.sheet === sheet);
  if (asked.length === 0)
    throw notAmong(400, 'unknown_sheet', '没有工作表', {
      parameter: 'sheet',
      value: sheet ?? '',
      allowed: [...new Set(own.map((each) => each.sheet))],
    });
  return asked;
}
