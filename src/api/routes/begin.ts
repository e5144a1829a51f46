import type { FastifyInstance } from 'fastify';
import { can, standingOf, type Reader, type Standing } from '#access';
import { isWhole, Refusal, type Begin, type BeginStep } from '#spec';
import { Begin as Answer, closed } from '#spec/answers';
import { sayPassing } from '../http/asking.ts';
import type { Api } from '../http/context.ts';
import { route } from '../http/route.ts';

/**
 * `GET /begin`: how far an installation has come, from the accounts, the notices and the versions that there are now.
 * What is done is not kept anywhere, so that it cannot lie. Of accounts only who tends them is told.
 */
export function begin(app: FastifyInstance, api: Api): void {
  const schema = {
    needs: 'nobody' as const,
    summary: 'How far an installation has come: what is done, what comes next',
    querystring: closed({}),
    response: { 200: Answer },
  };
  app.get(
    '/begin',
    route(schema, async (request, reply) => {
      const reader = api.reader(request);
      if (reader.capabilities.size === 0)
        throw new Refusal(403, 'not_allowed', '请先登录：做到哪一步了，只告诉有账号的人。');
      sayPassing();
      void reply.header('cache-control', 'no-store');
      const standing = api.office === null ? null : standingOf(api.office.desk);
      const notices = await api.notices().catch(() => null);
      const data = await dataOf(api);
      const steps = stepsOf({ standing, notices, data }, reader);
      const next = steps.find(({ state }) => state !== 'done')?.step ?? null;
      const accounts = standing !== null && can(reader, 'accounts') ? standing : null;
      const mode = api.office === null ? ('seat' as const) : ('office' as const);
      const warehouse = steps.some(({ isYours }) => isYours) ? api.namedWarehouse : null;
      return { mode, program: api.program, warehouse, steps, next, data, notices, accounts };
    })
  );
}

interface Facts extends Pick<Begin, 'data' | 'notices'> {
  standing: Standing | null;
}

/** The steps in their order; on one seat nobody needs an account. */
function stepsOf({ standing, notices, data }: Facts, reader: Reader): BeginStep[] {
  const tends = can(reader, 'accounts');
  const isDone = (is: boolean): BeginStep['state'] => (is ? 'done' : 'open');
  const ofAccounts: BeginStep[] =
    standing === null
      ? []
      : [
          { step: 'administrator', state: isDone(standing.administrators.ready > 0), isYours: tends },
          { step: 'loaders', state: isDone(standing.loaders.all > 0), isYours: tends },
        ];
  const ofDivided: BeginStep[] =
    standing === null || standing.divided.length === 0
      ? []
      : [
          {
            step: 'divided',
            state: isDone(standing.divided.every(({ without }) => without.length === 0)),
            isYours: tends,
          },
        ];
  const inForce = notices?.inForce ?? null;
  return [
    ...ofAccounts,
    {
      step: 'notice',
      state: notices === null ? 'unknown' : isDone(inForce !== null && !inForce.isSample && inForce.open === 0),
      isYours: can(reader, 'enter') || tends,
    },
    ...ofDivided,
    {
      step: 'files',
      state: data.fault !== null ? 'unknown' : isDone(data.version !== null && !data.isSample),
      isYours: can(reader, 'publish') && isWhole(reader.scope),
    },
  ];
}

/** Whether there are data. That they cannot be read is another thing than that there are none. */
async function dataOf({ warehouse }: Api): Promise<Begin['data']> {
  try {
    const lease = await warehouse.lease();
    try {
      const { version, files } = lease.receipt;
      const [load] = await (await lease.read('load', 'from loads.load')).rows();
      return { version, isSample: load?.is_sample === true, files: files.length, fault: null };
    } finally {
      lease.release();
    }
  } catch (error) {
    const isNone = error instanceof Refusal && error.code === 'no_data';
    return { version: null, isSample: false, files: null, fault: isNone ? null : (error as Error).message };
  }
}
