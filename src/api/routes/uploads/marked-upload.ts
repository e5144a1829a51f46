import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { can } from '#access';
import { copyOf, type MarkingJob, type Upload } from '#clerks';
import { createTurns, Refusal } from '#spec';
import { closed } from '#spec/answers';
import type { Api } from '../../http/context.ts';
import { sendFinished, wholeOf } from '../../http/finish.ts';
import { route } from '../../http/route.ts';
import { goneOf } from '../../http/tagged.ts';
import { bookAnswer, workbook } from '../workbooks.ts';
import type { Worker } from './worker.ts';

/** Each takes a process of its own, as a preview does. */
const turns = createTurns({ size: 1, queue: 20 });

interface Door {
  worker: Worker;
  /** The upload, where it is theirs to see. */
  find: (request: FastifyRequest, id: string) => Promise<Upload>;
}

/** `GET /uploads/<id>/files/<its SHA-256>/marked.xlsx`: a file with what its preview finds, before it is loaded. */
export function markedUpload(app: FastifyInstance, api: Api, { worker, find }: Door): void {
  const copies = {
    needs: 'files' as const,
    summary: 'A file of an upload that is not loaded yet, what its preview finds coloured, commented and listed',
    params: closed({ id: Type.String(), hash: Type.String() }),
    querystring: closed({}),
    ...workbook,
  };
  app.get(
    '/uploads/:id/files/:hash/marked.xlsx',
    route(copies, async (request, reply) => {
      const { id, hash: sha256 } = request.params;
      const reader = api.reader(request);
      if (!can(reader, 'upload')) throw notAllowed('您的账号不能看别人上传的文件。', 'upload');
      const upload = await find(request, id);
      const isTheirs = reader.account !== null && upload.account === reader.account;
      if (!can(reader, 'personal') && !isTheirs)
        throw notAllowed(
          '标注件是交来的原表，里面有联系人、电话。您的账号不能看这些，问题请看预览里的清单。',
          'personal'
        );
      if (upload.version !== null)
        throw new Refusal(409, 'already_loaded', '这次上传已经导入，标注件在回执里。', { version: upload.version });
      if (!upload.files.some((file) => file.sha256 === sha256))
        throw new Refusal(404, 'unknown_file', '这次上传里没有这个文件。', { value: sha256.slice(0, 64) });
      const signal = goneOf(reply);
      const job = await turns.pass(signal, () => worker('marks', `${id} ${sha256}`, { signal, onProgress: () => {} }));
      const { defects } = job as MarkingJob;
      if (defects.length === 0) throw new Refusal(404, 'no_defects', '这个文件没有查出问题，不需要标注。');
      const { name, stream } = await copyOf(job as MarkingJob, { warehouse: api.warehouse.folder, sha256, signal });
      const book = bookAnswer({ name, ascii: `marked-${sha256.slice(0, 8)}.xlsx`, content: stream });
      const { type, disposition, body } = await wholeOf(book);
      const headers = { 'content-type': type, 'content-disposition': disposition ?? '', 'cache-control': 'no-store' };
      return sendFinished(api.kept, request, reply, { status: 200, headers, body });
    })
  );
}

const notAllowed = (says: string, needs: string): Refusal => new Refusal(403, 'not_allowed', says, { needs });
