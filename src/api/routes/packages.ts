import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { dimensionNames, readFilters } from '#query';
import { beijingTime } from '#seals';
import { Refusal, type Scope } from '#spec';
import { closed, PackageForm, PackageJob, Packages as PackagesAnswer } from '#spec/answers';
import type { Api } from '../http/context.ts';
import { sayPassing } from '../http/asking.ts';
import { attachment } from '../http/disposition.ts';
import { Passing } from '../http/finish.ts';
import { formRoute } from '../http/forms.ts';
import { createPackages, type PackageJob as Job } from '../http/packages.ts';
import { ownPath } from '../http/own-path.ts';
import { route } from '../http/route.ts';
import { tagged } from '../http/tagged.ts';
import { refusalOf } from '../http/write-guard.ts';
import { readBodies } from './decisions/bodies.ts';
import { personOf } from './decisions/said.ts';

/**
 * 审计包: `POST /packages` asks for one of a version, of what a page filters and its reader may see; `GET /packages` says
 * how far those are that the reader asked for, `/packages/<id>.zip` is one.
 */
export function packages(app: FastifyInstance, api: Api): void {
  if (api.packer === null) return;
  const made = createPackages(api.packer, api.log);
  app.addHook('onClose', async () => made.close());
  readBodies(app);
  /** Nobody is told of what another asked for, nor of what they asked for when they might see more. */
  const own = (request: FastifyRequest): Job[] => {
    const { account, scope } = api.reader(request);
    return made.list().filter((job) => job.account === account && sameScope(job.scope, scope));
  };

  const many = {
    needs: 'package' as const,
    summary: 'The audit packages that were asked for, the newest first',
    querystring: closed({}),
    response: { 200: PackagesAnswer },
  };
  app.get(
    '/packages',
    tagged(api, many, async (request) => {
      sayPassing();
      return new Passing({
        version: api.warehouse.version(),
        packages: own(request).map(jobJson),
        mayAsk: refusalOf(request, api.writes) === null,
      });
    })
  );

  const ask = {
    needs: 'package' as const,
    summary: 'Ask for an audit package of a version, or of what a page filters',
    querystring: closed({}),
    body: PackageForm,
    response: { 201: PackageJob },
  };
  app.post(
    '/packages',
    formRoute(ask, async (request) => {
      const { path = '/', version: named, by: said = '' } = request.body;
      ownPath(path);
      const reader = api.reader(request);
      const by = personOf(reader) ?? (said.trim() === '' ? null : `${said.trim()}（自报姓名）`);
      if (by === null) throw new Refusal(400, 'no_person', '请写明谁装的。', { parameter: 'by' });
      const lease = await api.warehouse.lease(named === '' ? undefined : named);
      try {
        const conditions = await conditionsOf(path, await api.catalogOf(lease));
        const { version } = lease;
        const asked = { version, conditions, scope: reader.scope, by };
        const job = await made.ask(asked, reader.account, beijingTime());
        return { answer: jobJson(job), to: '/packages' };
      } finally {
        lease.release();
      }
    })
  );

  const one = {
    needs: 'package' as const,
    summary: 'An audit package, as a zip that proves itself without this program',
    params: closed({ id: Type.String({ maxLength: 40 }) }),
    querystring: closed({}),
    response: { 200: Type.String() },
  };
  app.get(
    '/packages/:id.zip',
    route(one, async (request, reply) => {
      const job = own(request).find(({ id }) => id === request.params.id);
      if (job?.state !== 'ready') throw new Refusal(404, 'unknown_package', '没有这个审计包，或者还没有装好。');
      const { size } = await stat(job.path);
      const name = `审计包_${job.version}${job.conditions.length + Object.keys(job.scope).length === 0 ? '' : '_部分'}.zip`;
      return reply
        .header('cache-control', 'no-store')
        .header('content-type', 'application/zip')
        .header('content-length', size)
        .header('content-disposition', attachment(name, `baijing-${job.version}.zip`))
        .send(createReadStream(job.path));
    })
  );
}

/** The filters of a page; a value that the version does not know is refused before anything is made. */
async function conditionsOf(path: string, catalog: Parameters<typeof readFilters>[0]): Promise<string[]> {
  const { searchParams } = new URL(path, 'http://page');
  const names = dimensionNames.filter((name) => {
    const value = searchParams.get(name);
    return value !== null && value !== '' && value !== 'all';
  });
  const asked = names.map((name) => [name, searchParams.getAll(name).filter((value) => value !== '')] as const);
  readFilters(catalog, Object.fromEntries(asked));
  return asked.flatMap(([name, values]) => values.map((value) => `${name}=${value}`));
}

const sameScope = (one: Scope, other: Scope): boolean => JSON.stringify(one) === JSON.stringify(other);

const jobJson = ({ id, version, conditions, scope, by, state, askedAt, seal, bytes, why }: Job) => ({
  id,
  version,
  filters: [...conditions],
  scope: Object.fromEntries(Object.entries(scope).map(([name, values]) => [name, [...values]])),
  by,
  state,
  askedAt,
  seal,
  bytes,
  why,
});
