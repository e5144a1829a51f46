import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Catalog, KnownProvince } from '#query';
import { Refusal } from '#spec';
import type { Api } from './context.ts';
import { isApi } from './guard.ts';
import { plainPage, plainPolicy } from './plain-page.ts';
import { wantsPage } from './wants-page.ts';

/** What is answered of several provinces together: sums and what they are called, and the projects in a list. */
const together =
  /^\/api\/(?:health|ready|session|metrics|filters|query|dashboards(?:[/.].+)?|published|guide(?:\/.+)?|projects(?:\.\w+)?|provinces|openapi\.json|loads\/\d{8}T\d{6}-[0-9a-f]{8})$/;
/** The pages of the same, besides dashboards, and what every page is made of. */
const pages =
  /^\/(?:$|_app\/|projects$|wall(?:\/|$)|theme$|releases(?:\/|$)|guide(?:\/|$)|start\/|metrics$|[^/]+\.\w+$)/;

/**
 * Where several provinces are read together, a row with its proof, a verdict, a decision and whatever else is of one
 * province alone is with the server of that province: this leads there, and says so where nobody wrote down where it
 * is. What is answered here is a closed list, so that what is added later is refused until somebody thought of it.
 */
export function leadToProvinces(app: FastifyInstance, api: Pick<Api, 'warehouse' | 'catalogOf' | 'dashboards'>): void {
  app.addHook('onRequest', async (request, reply) => {
    const [path = ''] = request.url.split('?', 1);
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (isRead && (together.test(path) || (!isApi(path) && pages.test(path)))) return;
    if (isRead && !isApi(path) && (await api.dashboards()).has(path.slice(1))) return;
    const lease = await api.warehouse.lease();
    const catalog = await api.catalogOf(lease).finally(() => lease.release());
    const lead = leadOf(catalog, request.url);
    const says = lead.says;
    if (isRead && !isApi(path) && lead.href !== null) return reply.redirect(lead.href, 302);
    if (isApi(path) || !wantsPage(request))
      throw new Refusal(404, 'of_one_province', says, { lead: lead.href, provinces: waysOf(catalog.provinces) });
    return plain(reply, says, catalog.provinces);
  });
}

interface Lead {
  href: string | null;
  says: string;
}

/** The address at the server of the one province that an address is of. */
export function leadOf({ provinces, ofProvinces }: Pick<Catalog, 'provinces' | 'ofProvinces'>, address: string): Lead {
  const url = new URL(address, 'http://here');
  const segments = url.pathname.split('/').map(decoded);
  const values = Array.from(url.searchParams);
  // What only one of them has, as a city, keeps its own name.
  const having = (text: string, names: readonly string[]) =>
    names.map((name) => [...(ofProvinces.get(name)?.get(text)?.keys() ?? [])]);
  const ofOne = (text: string, names: readonly string[]) =>
    provinces.filter(
      ({ province }) =>
        text.startsWith(`${province}·`) ||
        having(text, names).some(([one, ...more]) => one === province && !more.length)
    );
  const named = new Set([
    ...values.flatMap(([name, value]) => provinces.filter(({ province }) => name === 'province' && value === province)),
    ...values.flatMap(([name, value]) => ofOne(value, [name])),
    ...segments.flatMap((text) => ofOne(text, [...ofProvinces.keys()])),
  ]);
  const [province, ...others] = named;
  const here = '跨省读取只有看板、指标和项目清单；原始行、溯源、核查、核定、上传都在各省自己的服务器上。';
  if (province === undefined || others.length > 0) return { href: null, says: `${here}请先选定一个省，再点这个数。` };
  if (province.address === null)
    return { href: null, says: `${here}${province.province}的服务器地址没有写明（provinces.csv 的 address）。` };
  const own = (text: string) =>
    text.startsWith(`${province.province}·`) ? text.slice(province.province.length + 1) : text;
  const to = new URL(province.address);
  to.pathname = `${to.pathname.replace(/\/$/, '')}${segments.map((each) => encodeURIComponent(own(each))).join('/')}`;
  for (const [name, value] of values)
    if (!['province', 'version', 'at', 'decided'].includes(name))
      to.searchParams.append(name, ofProvinces.get(name)?.get(value)?.get(province.province) ?? own(value));
  return { href: String(to), says: `${here}这是${province.province}的：${String(to)}` };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

const waysOf = (provinces: readonly KnownProvince[]) =>
  provinces.map(({ province, address }) => ({ province, address }));

function plain(reply: FastifyReply, says: string, provinces: readonly KnownProvince[]): FastifyReply {
  const ways = provinces.flatMap(({ province, address }) => (address === null ? [] : [[address, province] as const]));
  void reply.headers({ 'cache-control': 'no-store', 'content-security-policy': plainPolicy });
  return reply
    .code(404)
    .type('text/html; charset=utf-8')
    .send(plainPage('在各省自己的服务器上', says, [...ways, ['/', '回到首页']]));
}
