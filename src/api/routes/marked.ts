import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { Refusal } from '#spec';
import { closed } from '#spec/answers';
import { markedCopy } from '#clerks';
import { defectWordsWithin, filesWithin, readReach } from '#query';
import type { Api } from '../http/context.ts';
import { patient, withVersion } from '../http/request.ts';
import { loadIn } from './loads.ts';
import { markedFor } from './marked-for.ts';
import { receiptBook } from './receipt-book.ts';
import { isOwnLoad } from './uploads/within.ts';
import { bookAnswer, workbook } from './workbooks.ts';

/**
 * `GET /loads/<version>/receipt.xlsx`: the receipt as a file to send back;
 * `/loads/<version>/files/<its SHA-256>/marked.xlsx`: a file with its defects marked.
 */
export function marked(app: FastifyInstance, api: Api): void {
  const load = { load: Type.String() };
  const book = {
    needs: 'files' as const,
    summary: 'The receipt of a load as a workbook',
    params: closed(load),
    querystring: closed({}),
    ...workbook,
  };
  app.get(
    '/loads/:load/receipt.xlsx',
    withVersion(
      api,
      book,
      async ({ queryContext, reader, scope, lease: { receipt } }) => {
        const name = receipt.number;
        const isOwn = await isOwnLoad(api.warehouse.folder, reader, receipt);
        const content = await receiptBook(queryContext, scope, { receipt, isOwn });
        return bookAnswer({ name: `导入回执 ${name}.xlsx`, ascii: `receipt-${name}.xlsx`, content });
      },
      loadIn(api)
    )
  );

  const copies = {
    needs: 'files' as const,
    summary: 'A file as it was handed in, its defects coloured, commented and listed',
    params: closed({ ...load, hash: Type.String() }),
    querystring: closed({}),
    ...workbook,
  };
  app.get(
    '/loads/:load/files/:hash/marked.xlsx',
    withVersion(
      api,
      copies,
      async ({ queryContext, lease, reader, scope }, { params: { load, hash: sha256 } }) => {
        const reach = await readReach(patient(queryContext), scope);
        const may = markedFor(reader, filesWithin(lease.receipt, reach).files, reach, sha256);
        if (may === null)
          throw new Refusal(404, 'unknown_file', `版本 ${load} 里没有这个文件。`, { value: sha256.slice(0, 64) });
        if (may === 'mixed')
          throw new Refusal(403, 'mixed_file', '这个文件里有别的市的行，标注件是整个文件，不能给您：请找交表的单位。');
        // The copy is the file as it was handed in, with whom to call: who handed it in themselves has that already.
        if (may === 'personal')
          throw new Refusal(
            403,
            'not_allowed',
            '标注件是交来的原表，里面有联系人、电话。您的账号不能看这些，问题请看回执里的清单。',
            {
              needs: 'personal',
            }
          );
        const copy = await markedCopy(lease, {
          warehouse: api.warehouse.folder,
          sha256,
          forms: await api.forms(),
          words: await defectWordsWithin(patient(queryContext), reach),
          signal: queryContext.deadline?.signal,
        });
        if (copy === 'unknown')
          throw new Refusal(404, 'unknown_file', `版本 ${load} 里没有这个文件。`, { value: sha256.slice(0, 64) });
        if (copy === 'sound') throw new Refusal(404, 'no_defects', '这个文件没有发现问题，不需要标注。');
        return bookAnswer({ name: copy.name, ascii: `marked-${sha256.slice(0, 8)}.xlsx`, content: copy.stream });
      },
      loadIn(api)
    )
  );
}
