import type { FastifyInstance, FastifyRequest } from 'fastify';
import { can } from '#access';
import { reignAt, reignsOf, type Reign } from '#pipeline';
import { civilDay, Refusal, shownTime } from '#spec';
import { isReadable } from '#warehouse';
import type { Api } from './context.ts';
import { isApi } from './guard.ts';
import { noneDecided } from './request.ts';
import { plainPage, plainPolicy, waysUp } from './plain-page.ts';
import { wantsPage } from './wants-page.ts';

/**
 * `at=2026-06-30` on any address: leads to the same address of the version that was current then (at the end of that
 * day in China; or `at=2026-06-30T12:00`), by the journal of publishing, so that whatever is kept or quoted names a
 * version; and, where something was decided since, up to which decision. To be called after whoever may not ask was
 * turned away.
 */
export function leadToMoment(
  app: FastifyInstance,
  api: Pick<Api, 'warehouse' | 'reader' | 'decisions'>,
  now = Date.now
): void {
  const { warehouse, decisions } = api;
  app.addHook('onRequest', async (request, reply) => {
    const { at, version } = request.query as Readonly<Record<string, string | string[] | undefined>>;
    if (at === undefined || at === '' || !isOfVersion(request) || !can(api.reader(request), 'sums')) return;
    void reply.header('cache-control', 'no-store');
    try {
      if (version !== undefined && version !== '')
        throw refused('at 和 version 只能写一个：一个说那时，一个说那一版。');
      const reigns = await reignsOf(warehouse.folder);
      const then = instantOf(String(at), now());
      const reign = reignThen(reigns, String(at), now());
      await needTables(warehouse, reign);
      const { head } = decisions.until(then);
      const isOther = head !== decisions.now().head;
      const decided: [string, string][] = isOther ? [['decided', head || noneDecided]] : [];
      return await reply.redirect(withVersion(request, [['version', reign.version], ...decided]), 302);
    } catch (error) {
      if (!(error instanceof Refusal) || isApi(request.url) || !wantsPage(request)) throw error;
      void reply.header('content-security-policy', plainPolicy).code(error.status).type('text/html; charset=utf-8');
      return reply.send(plainPage('没有那时的数', error.message, waysUp(request.url)));
    }
  });
}

/** Pages, and what of the API is of one version. */
function isOfVersion({ method, url, routeOptions }: FastifyRequest): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  const { querystring } = (routeOptions.schema ?? {}) as { querystring?: { properties?: object } };
  return isApi(url) ? Object.hasOwn(querystring?.properties ?? {}, 'version') : !url.startsWith('/_app/');
}

const refused = (message: string) => new Refusal(400, 'bad_parameter', message, { parameter: 'at' });

/** Which version was current at what somebody wrote; a time to come and one before the first version are refused. */
export function reignThen(reigns: readonly Reign[], written: string, now: number): Reign {
  const instant = instantOf(written, now);
  if (instant > now) throw refused(`${written} 还没有到，不知道那时的数。`);
  const reign = reignAt(reigns, instant);
  if (reign !== null) return reign;
  const [first] = reigns;
  throw new Refusal(
    404,
    'before_first',
    first === undefined
      ? '发布记录里还没有一个版本。'
      : `${written} 时还没有发布过数据：最早的一版发布于 ${shownTime(first.from)}。`,
    first === undefined ? {} : { first: first.from }
  );
}

/** A day is meant to its end, and today up to now; both in China. */
function instantOf(written: string, now: number): number {
  const [, day = '', time] = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?))?$/.exec(written) ?? [];
  const midnight = Date.parse(`${day}T00:00:00+08:00`);
  const instant = time === undefined ? midnight + 86_400_000 - 1 : Date.parse(`${day}T${time}+08:00`);
  if (Number.isNaN(instant) || civilDay(new Date(midnight)) !== day)
    throw refused(`参数 at 要写成 2026-06-30 或 2026-06-30T12:00 这样（写的是“${written.slice(0, 40)}”）。`);
  return time === undefined && day === civilDay(new Date(now)) ? now : instant;
}

async function needTables({ versions }: Api['warehouse'], { version, number, from }: Reign): Promise<void> {
  const receipt = await versions.receipt(version);
  if (receipt === null)
    throw gone(`那时的版本 ${version}（回执 ${number}，发布于 ${shownTime(from)}）已经清理，或者损坏了，打不开。`);
  if (!isReadable(receipt)) throw gone(`那时的版本 ${version}（回执 ${number}）由旧程序建立，需另建以后才能打开。`);
}

const gone = (message: string) => new Refusal(404, 'version_gone', message);

/** The same address, which names a version and what was decided then; never one of another host. */
function withVersion({ url }: Pick<FastifyRequest, 'url'>, named: readonly [string, string][]): string {
  const [path = '/', query = ''] = url.split(/\?(.*)/s);
  const params = new URLSearchParams(query);
  const kept = Array.from(params).filter(([name]) => !['at', 'version', 'decided'].includes(name));
  return `/${path.replace(/^[/\\]+/, '')}?${new URLSearchParams([...kept, ...named])}`;
}
