import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { listUploads, readUpload, type Upload } from '#clerks';
import { Refusal } from '#spec';
import { readReceipt } from '#warehouse';
import type { Api } from '../../http/context.ts';
import { matches, tagOf } from '../../http/etag.ts';
import { array, object, querystring, string } from '../../http/schemas.ts';
import { headlineOf, jobAnswer, uploadAnswer, withoutResults } from './answers.ts';
import { openDesk, type Desk } from './upload-service.ts';
import { guardUploads } from './guard.ts';
import { usual } from './limits.ts';
import { jobSchema, uploadBody, uploadSchema } from './schemas.ts';
import { takeIn } from './receive.ts';

const params = { type: 'object', properties: { id: string } };
const none = querystring({});

/**
 * Files from a browser to a version: `POST /uploads` keeps them, `GET /uploads/<id>` shows what they are, `/dry-run` and
 * `/load` queue what is to be done, `GET /jobs/<id>` says how far it is, `DELETE` calls it off.
 */
export default async function uploads(app: FastifyInstance, api: Api): Promise<void> {
  const { folder } = api.warehouse;
  const {
    refusal = '这里没有开通上传。',
    worker = () => Promise.reject(new Error('no worker')),
    limits = usual,
  } = api.uploads ?? {};
  const desk: Desk | null = refusal === null ? await openDesk(api.warehouse, worker, api.log) : null;
  app.addHook('onClose', async () => desk?.close());
  app.addHook('onRequest', async (request) => guardUploads(request, refusal));
  await app.register(multipart);

  const open = (): Desk => {
    if (desk === null) throw new Refusal(403, 'uploads_off', refusal ?? '');
    return desk;
  };
  const headline = async () => headlineOf(await api.dashboards());
  const current = async () => {
    const version = api.warehouse.version();
    return version === null ? null : readReceipt(folder, version);
  };
  const answerOf = async (upload: Upload) => uploadAnswer(upload, await current(), open().jobs, await headline());
  const find = async (request: FastifyRequest): Promise<Upload> => {
    const upload = await readUpload(folder, (request.params as { id: string }).id);
    if (upload) return upload;
    throw new Refusal(404, 'unknown_upload', '没有这次上传，它可能已经取消。');
  };

  app.post(
    '/uploads',
    {
      schema: {
        summary: 'Keep files that are to be loaded together',
        querystring: none,
        requestBody: uploadBody,
        response: { 201: uploadSchema },
      },
    },
    async (request, reply) => {
      // Whoever is refused is still heard out: a browser reads no answer before it has sent everything.
      const upload = await takeIn(request, folder, limits).finally(() => request.raw.unpipe().resume());
      open().jobs.add('preview', upload.id);
      return wantsPage(request)
        ? back(reply, upload.id)
        : reply
            .code(201)
            .header('location', `/api/uploads/${upload.id}`)
            .send(await answerOf(upload));
    }
  );

  app.get(
    '/uploads',
    {
      schema: {
        summary: 'The uploads that are not loaded yet, without the results of their tasks',
        querystring: none,
        response: { 200: array(uploadSchema) },
      },
    },
    async (request, reply) => {
      const waiting = (await listUploads(folder)).filter(({ version }) => version === null);
      const answers = await Promise.all(waiting.map(answerOf));
      return tagged(api, request, reply, answers.map(withoutResults));
    }
  );

  app.get(
    '/uploads/:id',
    {
      schema: {
        summary: 'One upload: its files, what would be read of them, what is being done',
        params,
        querystring: none,
        response: { 200: uploadSchema },
      },
    },
    async (request, reply) => {
      const upload = await find(request);
      if (
        upload.version === null &&
        !open()
          .jobs.of(upload.id)
          .some(({ task }) => task === 'preview')
      )
        open().jobs.add('preview', upload.id);
      return tagged(api, request, reply, await answerOf(upload));
    }
  );

  for (const task of ['dry-run', 'load'] as const) {
    const summary =
      task === 'load'
        ? 'Load an upload on top of what is published when its turn comes'
        : 'Say what loading it would change';
    app.post(
      `/uploads/:id/${task}`,
      { schema: { summary, params, querystring: none, response: { 202: jobSchema } } },
      async (request, reply) => {
        const upload = await find(request);
        if (upload.version !== null)
          throw new Refusal(409, 'already_loaded', '这次上传已经装载。', { version: upload.version });
        const job = task === 'load' ? await open().askForLoad(upload) : open().jobs.add(task, upload.id);
        return wantsPage(request)
          ? back(reply, upload.id)
          : reply
              .code(202)
              .header('location', `/api/jobs/${job.id}`)
              .send(jobAnswer(job, open().jobs, await headline()));
      }
    );
  }

  app.delete(
    '/uploads/:id',
    {
      schema: {
        summary: 'Call off an upload',
        params,
        querystring: none,
        response: { 200: object({ id: string, state: string }) },
      },
    },
    async (request) => {
      const upload = await find(request);
      const version = await open().cancel(upload);
      if (version !== null) throw new Refusal(409, 'already_loaded', '来不及取消：这次上传已经装载。', { version });
      return { id: upload.id, state: 'cancelled' };
    }
  );

  const findJob = (request: FastifyRequest) => {
    const job = open().jobs.find((request.params as { id: string }).id);
    if (job) return job;
    throw new Refusal(404, 'unknown_job', '没有这项任务，它可能已经结束很久，或服务重新启动过。请看上传本身的状态。');
  };
  app.get(
    '/jobs/:id',
    {
      schema: {
        summary: 'How far a task is, and what it came to',
        params,
        querystring: none,
        response: { 200: jobSchema },
      },
    },
    async (request, reply) => tagged(api, request, reply, jobAnswer(findJob(request), open().jobs, await headline()))
  );
  app.delete(
    '/jobs/:id',
    {
      schema: { summary: 'Call off a task; the upload stays', params, querystring: none, response: { 200: jobSchema } },
    },
    async (request) => {
      const job = findJob(request);
      job.cancel();
      await job.ended;
      return jobAnswer(job, open().jobs, await headline());
    }
  );
}

/** A form that a page sent without a program. */
const wantsPage = ({ headers }: FastifyRequest): boolean =>
  (headers.accept ?? '').split(',')[0]?.trim().startsWith('text/html') ?? false;

const back = (reply: FastifyReply, id: string) => reply.code(303).header('location', `/data/upload?id=${id}`).send();

/** What changes by itself is tagged by what it says. */
function tagged(api: Api, request: FastifyRequest, reply: FastifyReply, answer: unknown): unknown {
  const version = api.warehouse.version();
  const tag = tagOf(JSON.stringify(answer));
  void reply.header('cache-control', 'private, no-cache').header('etag', tag);
  if (version !== null) void reply.header('x-baijing-version', version);
  return matches(request.headers['if-none-match'], tag) ? reply.code(304).send() : answer;
}
