import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { Refusal, notAmong, type FileReceipt, type Receipt } from '#spec';
import { closed, ending, FileRows, format, fileFormats, Paging, RowSearch, SheetSearch } from '#spec/answers';
import { filesWithin, listFileRows, readReach, streamFileRows } from '#query';
import type { Api } from '../http/context.ts';
import { forDownload, patient, withVersion } from '../http/request.ts';
import { pagingOf } from '../http/parameters.ts';
import { fileHead } from '../http/file-head.ts';
import { formatOf, fileAnswer } from '../http/formats.ts';
import { loadIn } from './loads.ts';

/** `GET /loads/<version>/files/<its SHA-256>/rows.<format>`: the rows of a file by what became of them. */
export function fileRows(app: FastifyInstance, api: Api): void {
  const schema = {
    needs: 'rows' as const,
    summary:
      'The rows of one file by what became of them, each with its cells, what was found in it, and which row took its place: as many as the receipt counts',
    params: closed({ load: Type.String(), hash: Type.String(), ...ending }),
    querystring: closed({ ...SheetSearch.properties, ...RowSearch.properties, ...format, ...Paging.properties }),
    response: { 200: FileRows },
    formats: fileFormats,
  };
  app.get(
    '/loads/:load/files/:hash/rows.:ending',
    withVersion(
      api,
      schema,
      async (context, request) => {
        const { queryContext, lease, scope } = context;
        const { file: path, sheet, ...search } = request.query;
        const of = patient(queryContext);
        const files = sheetsOf(filesWithin(lease.receipt, await readReach(of, scope)), request.params.hash, {
          path,
          sheet,
        });
        const format = formatOf(request, request.params.ending);
        if (format === 'json') return { ...(await listFileRows(of, scope, files, search, pagingOf(request))), files };
        const answer = await streamFileRows(forDownload(queryContext), scope, files, search);
        return fileAnswer(answer, format, fileHead(request, context, '逐行去处', 'rows'));
      },
      loadIn(api)
    )
  );
}

function sheetsOf(
  { version, files }: Pick<Receipt, 'files' | 'version'>,
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
