import type { FastifyInstance } from 'fastify';
import { Refusal, notAmong } from '#spec';
import { markedCopy } from '#clerks';
import { listVersions, readReceipt } from '#warehouse';
import { sit, whenSent } from '../http/request.ts';
import type { Api } from '../http/context.ts';
import { receiptBook } from './receipt-book.ts';
import { querystring, string } from '../http/schemas.ts';
import { sendBook, workbook } from './workbooks.ts';

/** `GET /loads/<version>/receipt.xlsx`: the receipt as a file to send back; `/loads/<version>/files/<its SHA-256>/marked.xlsx`: a file with its defects marked. */
export default function marked(app: FastifyInstance, api: Api): void {
  const { folder } = api.warehouse;
  const schemaOf = (summary: string, ...names: string[]) => ({
    schema: {
      summary,
      params: { type: 'object', properties: Object.fromEntries(names.map((name) => [name, string])) },
      querystring: querystring({}),
      response: { 200: workbook },
    },
  });

  const leaseOf = async (version: string) => {
    const versions = await listVersions(folder);
    if (!versions.includes(version))
      throw notAmong(404, 'unknown_version', '没有版本', { value: version, allowed: versions });
    return api.warehouse.lease(version);
  };

  app.get(
    '/loads/:load/receipt.xlsx',
    schemaOf('The receipt of a load as a workbook', 'load'),
    sit(api, async ({ asking }, request, reply) => {
      const { load } = request.params as { load: string };
      const lease = await leaseOf(load);
      whenSent(reply, () => lease.release());
      const receipt = await readReceipt(folder, load);
      const content = await receiptBook({ ...asking, reading: lease }, receipt);
      return sendBook(reply, {
        name: `装载回执 ${receipt.number}.xlsx`,
        ascii: `receipt-${receipt.number}.xlsx`,
        content,
      });
    })
  );

  app.get(
    '/loads/:load/files/:hash/marked.xlsx',
    schemaOf('A file as it was handed in, its defects coloured, commented and listed', 'load', 'hash'),
    sit(api, async ({ view }, request, reply) => {
      const { load, hash: sha256 } = request.params as { load: string; hash: string };
      if (view.scope.city !== null) throw new Refusal(403, 'not_yours', '原件里可能有别的市的内容，只有省厅可以下载。');
      const lease = await leaseOf(load);
      whenSent(reply, () => lease.release());
      const copy = await markedCopy(lease, { warehouse: folder, sha256, forms: await api.forms() });
      if (copy === 'unknown')
        throw new Refusal(404, 'unknown_file', `版本 ${load} 里没有这个文件。`, { value: sha256.slice(0, 64) });
      if (copy === 'sound') throw new Refusal(404, 'no_defects', '这个文件没有发现问题，不需要标注。');
      whenSent(reply, () => copy.stream.destroy());
      return sendBook(reply, {
        name: copy.name,
        ascii: `marked-${sha256.slice(0, 8)}.xlsx`,
        bytes: copy.bytes,
        content: copy.stream,
      });
    })
  );
}
