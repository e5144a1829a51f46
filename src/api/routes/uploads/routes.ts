import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import {
  broughtSince,
  listUploads,
  putAsideDamaged,
  sayOvertaken,
  readUpload,
  writeUpload,
  type Upload as KeptUpload,
} from '#clerks';
import type { Reader } from '#access';
import { isWhole, Refusal } from '#spec';
import { Accepting, CancelledUpload, Choice, closed, Job, Upload, UploadForm } from '#spec/answers';
import { readReceipt } from '#warehouse';
import type { Api } from '../../http/context.ts';
import { sayPassing } from '../../http/asking.ts';
import { matches, tagOf } from '../../http/etag.ts';
import { route } from '../../http/route.ts';
import { refusalOfPlace } from '../../http/write-guard.ts';
import { wantsPage } from '../../http/wants-page.ts';
import { headlineOf, isStale, jobAnswer, uploadAnswer, withoutResults } from './answers.ts';
import type { Job as QueuedJob } from './jobs.ts';
import { markedUpload } from './marked-upload.ts';
import { isSeenBy, jobWithin, within } from './within.ts';
import { openUploadService, type UploadService } from './upload-service.ts';
import { needFewKept, needRoom, usual } from './limits.ts';
import { receiveUpload } from './receive.ts';

const params = closed({ id: Type.String() });
const querystring = closed({});

/**
 * Files from a browser to a version: `POST /uploads` keeps them, `GET /uploads/<id>` shows what they are, and one of
 * them marked; `/dry-run` and `/load` queue what is to be done, `GET /jobs/<id>` says how far it is, `DELETE` calls it
 * off.
 */
export async function uploads(app: FastifyInstance, api: Api): Promise<void> {
  const { folder } = api.warehouse;
  const { worker = () => Promise.reject(new Error('no worker')) } = api.uploads ?? {};
  const limits = { ...usual, ...api.uploads?.limits };
  const refusal = api.uploads === null ? '这里没有开通上传。' : api.writes.refusal;
  const desk: UploadService | null = refusal === null ? await openUploadService(api.warehouse, worker, api) : null;
  app.addHook('onClose', async () => desk?.close());
  // What was handed in and is not published yet, nobody reads either where nobody may hand in.
  app.addHook('onRequest', async (request) => {
    const closed = refusalOfPlace(request, { ...api.writes, refusal });
    if (closed !== null) throw closed;
  });
  await app.register(multipart);

  const open = (): UploadService => {
    if (desk === null) throw new Refusal(403, 'writes_off', refusal ?? '');
    return desk;
  };
  const headline = async () => headlineOf(await api.dashboards());
  const current = async () => {
    const version = api.warehouse.version();
    return version === null ? null : readReceipt(folder, version);
  };
  const jobOf = async (request: FastifyRequest, job: QueuedJob) =>
    jobWithin(api.reader(request).scope, jobAnswer(job, open().jobs, await headline()));
  const answersOf = async (request: FastifyRequest, uploads: readonly KeptUpload[]) => {
    const waiting = uploads.filter(({ version }) => version === null).map(({ at }) => at);
    const [oldest = null] = waiting.sort((a, b) => Date.parse(a) - Date.parse(b));
    const world = {
      current: await current(),
      brought: oldest === null ? new Map() : await broughtSince(folder, oldest),
    };
    const shown = await headline();
    return uploads.map((upload) => within(api.reader(request).scope, uploadAnswer(upload, world, open().jobs, shown)));
  };
  const answerOf = async (request: FastifyRequest, upload: KeptUpload) => (await answersOf(request, [upload]))[0]!;
  /** Somebody else's is not there. */
  const find = async (request: FastifyRequest, id: string): Promise<KeptUpload> => {
    const upload = await readUpload(folder, id);
    if (upload && isSeenBy(api.reader(request), upload)) return upload;
    throw new Refusal(404, 'unknown_upload', '没有这次上传，它可能已经取消。');
  };

  const callOff = async (upload: KeptUpload) => {
    const version = await open().cancel(upload);
    if (version !== null) throw new Refusal(409, 'already_loaded', '来不及取消：这次上传已经导入。', { version });
    return { id: upload.id, state: 'cancelled' as const };
  };

  /** One seat keeps as many as it likes: it is nobody else's disk. */
  const needFewOf = async ({ account }: Reader): Promise<void> => {
    if (account === null) return;
    const all = await listUploads(folder);
    needFewKept(limits, all.filter((upload) => upload.account === account && upload.version === null).length);
  };

  const keep = {
    needs: 'upload' as const,
    summary: 'Keep files that are to be loaded together',
    querystring,
    form: UploadForm,
    response: { 201: Upload },
  };
  app.post(
    '/uploads',
    route(keep, async (request, reply) => {
      const receive = async () => {
        needRoom(limits, 'previews', open().jobs.open('preview'));
        await needFewOf(api.reader(request));
        return receiveUpload(request, folder, limits, api.reader(request));
      };
      // Whoever is refused is still heard out: a browser reads no answer before it has sent everything.
      const upload = await receive().finally(() => request.raw.unpipe().resume());
      open().jobs.add('preview', upload.id);
      return wantsPage(request)
        ? back(reply, upload.id)
        : reply
            .code(201)
            .header('location', `/api/uploads/${upload.id}`)
            .send(await answerOf(request, upload));
    })
  );

  const waiting = {
    needs: 'upload' as const,
    summary: 'The uploads that are not loaded yet, without the results of their tasks',
    querystring,
    response: { 200: Type.Array(Upload) },
  };
  app.get(
    '/uploads',
    route(waiting, async (request, reply) => {
      if ((await putAsideDamaged(folder, api.log)).length > 0) await api.warehouse.refresh();
      const waiting = (await listUploads(folder)).filter(
        (upload) => upload.version === null && isSeenBy(api.reader(request), upload)
      );
      const answers = await answersOf(request, waiting);
      return sendTagged(api, request, reply, answers.map(withoutResults));
    })
  );

  const one = {
    needs: 'upload' as const,
    summary: 'One upload: its files, what would be read of them, what is being done',
    params,
    querystring,
    response: { 200: Upload },
  };
  app.get(
    '/uploads/:id',
    route(one, async (request, reply) => {
      const upload = await find(request, request.params.id);
      const { jobs } = open();
      // What was found before another version came is found anew.
      const preview = jobs.of(upload.id).findLast(({ task }) => task === 'preview');
      if (upload.version === null && (!preview || isStale(preview, await current()))) jobs.add('preview', upload.id);
      return sendTagged(api, request, reply, await answerOf(request, upload));
    })
  );

  markedUpload(app, api, { worker, find });

  for (const task of ['dry-run', 'load'] as const) {
    const needs = task === 'load' ? ('publish' as const) : ('upload' as const);
    const summary =
      task === 'load'
        ? 'Load an upload on top of what is published when its turn comes'
        : 'Say what loading it would change';
    app.post(
      `/uploads/:id/${task}`,
      route({ needs, summary, params, querystring: Accepting, response: { 202: Job } }, async (request, reply) => {
        const kept = await find(request, request.params.id);
        const isAsked = open()
          .jobs.of(kept.id)
          .some((job) => job.task === task && ['queued', 'running'].includes(job.state));
        if (!isAsked) needRoom(limits, 'loads', open().jobs.open(task));
        if (kept.version !== null)
          throw new Refusal(409, 'already_loaded', '这次上传已经导入。', { version: kept.version });
        const { accept = false, although } = request.query;
        const upload = { ...kept, ...(accept ? { accept } : {}), ...(although === undefined ? {} : { although }) };
        const { overtaken } = await answerOf(request, upload);
        if (task === 'load' && overtaken.length > 0)
          throw new Refusal(409, 'overtaken', overtaken.map(sayOvertaken).join('\n'), {
            versions: overtaken.map(({ version }) => version),
          });
        if (accept || although !== undefined) await writeUpload(folder, upload);
        const job =
          task === 'load'
            ? await open().queueLoad(upload, api.reader(request).account)
            : open().jobs.add(task, upload.id);
        return wantsPage(request)
          ? back(reply, upload.id)
          : reply
              .code(202)
              .header('location', `/api/jobs/${job.id}`)
              .send(await jobOf(request, job));
      })
    );
  }

  const choice = {
    needs: 'upload' as const,
    summary: 'Say of a file whose name is there already whether it replaces that one or is another',
    params: closed({ id: Type.String(), as: Choice }),
    querystring: closed({ file: Type.String() }),
    response: { 200: Upload },
  };
  app.post(
    '/uploads/:id/choices/:as',
    route(choice, async (request, reply) => {
      const { params, query } = request;
      const upload = await find(request, params.id);
      if (upload.version !== null)
        throw new Refusal(409, 'already_loaded', '这次上传已经导入。', { version: upload.version });
      if (!upload.files.some(({ name }) => name === query.file))
        throw new Refusal(404, 'unknown_file', '这次上传里没有这个文件。', { value: query.file.slice(0, 200) });
      const files = upload.files.map((file) => (file.name === query.file ? { ...file, as: params.as } : file));
      await writeUpload(folder, { ...upload, files });
      open().jobs.add('preview', upload.id);
      return wantsPage(request) ? back(reply, upload.id) : answerOf(request, { ...upload, files });
    })
  );

  const cancel = {
    needs: 'upload' as const,
    summary: 'Call off an upload',
    params,
    querystring,
    response: { 200: CancelledUpload },
  };
  app.delete(
    '/uploads/:id',
    route(cancel, async (request) => callOff(await find(request, request.params.id)))
  );

  const discard = {
    needs: 'upload' as const,
    summary: 'Call off an upload, as a form asks for it',
    params,
    querystring,
    response: { 200: CancelledUpload },
  };
  app.post(
    '/uploads/:id/cancel',
    route(discard, async (request, reply) => {
      const cancelled = await callOff(await find(request, request.params.id));
      return wantsPage(request) ? reply.code(303).header('location', '/data/upload').send() : cancelled;
    })
  );

  const findJob = async (request: FastifyRequest, id: string) => {
    const job = open().jobs.find(id);
    const upload = job && (await readUpload(folder, job.upload));
    const isTheirs = upload ? isSeenBy(api.reader(request), upload) : isWhole(api.reader(request).scope);
    if (job && isTheirs) return job;
    throw new Refusal(404, 'unknown_job', '没有这项任务，它可能已经结束很久，或服务重新启动过。请看上传本身的状态。');
  };
  const progress = {
    needs: 'upload' as const,
    summary: 'How far a task is, and what it came to',
    params,
    querystring,
    response: { 200: Job },
  };
  app.get(
    '/jobs/:id',
    route(progress, async (request, reply) => {
      const job = await findJob(request, request.params.id);
      return sendTagged(api, request, reply, await jobOf(request, job));
    })
  );
  const stop = {
    needs: 'upload' as const,
    summary: 'Call off a task; the upload stays',
    params,
    querystring,
    response: { 200: Job },
  };
  app.delete(
    '/jobs/:id',
    route(stop, async (request) => {
      const job = await findJob(request, request.params.id);
      job.cancel();
      await job.ended;
      return jobOf(request, job);
    })
  );
}

const back = (reply: FastifyReply, id: string) => reply.code(303).header('location', `/data/upload?id=${id}`).send();

/** What changes by itself is tagged by what it says. */
function sendTagged<A>(
  api: Api,
  request: Pick<FastifyRequest, 'headers'>,
  reply: FastifyReply,
  answer: A
): A | FastifyReply {
  const tag = tagOf(JSON.stringify(answer));
  sayPassing();
  void reply.header('cache-control', 'private, no-cache').header('etag', tag);
  return matches(request.headers['if-none-match'], tag) ? reply.code(304).send() : answer;
}
