import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { filesWaiting } from '#clerks';
import { looked } from '#doctor';
import { diskUseOf, listKept, prune, restore, setPinned, type Policy, type Pruned } from '#pipeline';
import { Refusal } from '#spec';
import {
  closed,
  Examination,
  NoForm,
  Pinned,
  PruneForm,
  PrunePolicy,
  Pruning,
  PublishedAgain,
  Retention,
  Versions,
} from '#spec/answers';
import { isReadable } from '#warehouse';
import { sayPassing } from '../http/asking.ts';
import type { Api } from '../http/context.ts';
import { formRoute } from '../http/forms.ts';
import { route } from '../http/route.ts';
import { lettingGo } from './letting-go.ts';
import { retentionOf } from './retention.ts';
import { readBodies } from './decisions/bodies.ts';

const needs = 'versions' as const;
const params = closed({ version: Type.String({ maxLength: 100 }) });
const querystring = closed({});

/**
 * For who tends versions, and may perhaps see nothing of what stands in them: which there are, an older one published
 * again, one that no pruning takes, and what pruning takes, which is said first.
 */
export function versions(app: FastifyInstance, api: Api): void {
  const { folder } = api.warehouse;
  readBodies(app);
  const letting = lettingGo(app, api);
  const again = (problem: string) => `/versions?problem=${problem}`;

  app.get(
    '/versions',
    route(
      { needs, summary: 'Every version, and the disk', querystring, response: { 200: Versions } },
      async (_, reply) => {
        sayPassing();
        void reply.header('cache-control', 'no-store');
        const kept = await listKept(folder);
        return {
          current: kept.find(({ isCurrent }) => isCurrent)?.version ?? null,
          versions: kept.map(({ version, receipt, bytes, isCurrent, isPinned, fault }) => ({
            version,
            number: receipt.number,
            loadedAt: receipt.loadedAt,
            asOf: receipt.asOf,
            by: receipt.by?.name ?? null,
            bytes,
            isCurrent,
            isPinned,
            needsRebuild: bytes !== null && !isReadable(receipt),
            fault,
          })),
          disk: await diskUseOf(folder),
        };
      }
    )
  );

  app.get(
    '/examination',
    route(
      { needs, summary: 'Whether all is well, and what to do', querystring, response: { 200: Examination } },
      async (_, reply) => {
        sayPassing();
        void reply.header('cache-control', 'no-store');
        const findings = await api.examine();
        return { findings: findings.map(({ of, ...finding }) => ({ of, title: looked[of], ...finding })) };
      }
    )
  );

  app.get(
    '/retention',
    route(
      {
        needs,
        summary: 'How long everything is kept, and who was taken out',
        querystring,
        response: { 200: Retention },
      },
      async (_, reply) => {
        sayPassing();
        void reply.header('cache-control', 'no-store');
        return retentionOf(api, letting.last());
      }
    )
  );

  app.post(
    '/versions/:version/publish',
    formRoute(
      {
        needs,
        summary: 'Publish an older version again',
        params,
        querystring,
        body: NoForm,
        response: { 201: PublishedAgain },
      },
      async (request) => {
        const { version } = request.params;
        const { reason, before } = await restore(folder, version, { by: byOf(api, request), onWait: busy });
        if (reason !== null) throw new Refusal(409, 'not_publishable', reason, { version: version.slice(0, 60) });
        await api.warehouse.refresh();
        return { answer: { version, before }, to: '/versions?done=published' };
      },
      again
    )
  );

  for (const verb of ['pin', 'unpin'] as const)
    app.post(
      `/versions/:version/${verb}`,
      formRoute(
        {
          needs,
          summary: verb === 'pin' ? 'Keep a version from pruning' : 'Leave a version to pruning again',
          params,
          querystring,
          body: NoForm,
          response: { 201: Pinned },
        },
        async (request) => {
          const { version } = request.params;
          const isPinned = verb === 'pin';
          const known = await listKept(folder);
          if (!known.some((each) => each.version === version && (!isPinned || each.bytes !== null)))
            throw new Refusal(404, 'unknown_version', `没有版本 ${version.slice(0, 60)}。`);
          await setPinned(folder, version, isPinned);
          return { answer: { version, isPinned }, to: `/versions?done=${verb}` };
        },
        again
      )
    );

  app.get(
    '/versions/prune',
    route(
      {
        needs,
        summary: 'What pruning would take, and why the rest stays',
        querystring: PrunePolicy,
        response: { 200: Pruning },
      },
      async (request, reply) => {
        sayPassing();
        void reply.header('cache-control', 'no-store');
        return pruningOf(request.query, await prune({ ...optionsOf(folder, request.query), isMeant: false }));
      }
    )
  );
  app.post(
    '/versions/prune',
    formRoute(
      {
        needs,
        summary: 'Take away what was shown that pruning takes',
        querystring,
        body: PruneForm,
        response: { 201: Pruning },
      },
      async (request) => {
        const { seen, ...policy } = request.body;
        const options = optionsOf(folder, policy);
        const now = pruningOf(policy, await prune({ ...options, isMeant: false }));
        if (now.seen !== seen)
          throw new Refusal(409, 'changed_since', '看过预览以后又有变化，什么也没有清理。请再看一遍。', {
            seen: now.seen,
          });
        const done = await prune({ ...options, isMeant: true, by: byOf(api, request), onWait: busy });
        await api.warehouse.refresh();
        return { answer: pruningOf(policy, done), to: '/versions?done=pruned' };
      },
      again
    )
  );
}

const byOf = (api: Pick<Api, 'reader'>, request: Parameters<Api['reader']>[0]) => api.reader(request).account;

const optionsOf = (warehouse: string, { keep, older }: Policy) => ({
  warehouse,
  keep,
  older,
  waiting: () => filesWaiting(warehouse),
});

/** Nobody waits here for a load of an hour. */
function busy(): never {
  throw new Refusal(503, 'loading', '正在导入，等它结束再来。什么也没有动。');
}

function pruningOf({ keep, older }: Policy, pruned: Pruned) {
  const { gone, originals, replays } = pruned;
  const seen = createHash('sha256')
    .update(JSON.stringify([gone.map(({ version }) => version), originals.count, replays.count]))
    .digest('base64url')
    .slice(0, 22);
  return { ...pruned, keep, older, seen };
}
