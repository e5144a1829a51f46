import { aboutWarehouse } from '#spec';
import { namedWarehouse } from '#environment/about-warehouse.ts';
import { misused } from '#environment/misuse.ts';
import { isOffice, sayLacking } from '#server/office-asked.ts';
import { needDimensions, type Given } from './command.ts';
import { listening } from './listen-where.ts';
import { called, count, filled, flag, path, text, warehouse } from './options.ts';

/** What every command that serves is told. */
export const serving = {
  warehouse,
  provinces: path,
  listening,
  warm: count(0),
  keys: path,
  sealOffice: filled,
  backups: filled,
  keep: count(1),
  older: count(0),
  signIn: flag,
  tlsCert: text,
  tlsKey: text,
  behindProxy: text,
  trustHeader: text,
  origin: text,
  oidcIssuer: text,
  oidcClient: text,
  push: filled,
  clickhouse: filled,
  called,
  database: filled,
  from: text,
  endpoint: filled,
  builder: filled,
};

type Serving = Given<typeof serving>;

/** Serves until it is told to stop; answers where whoever started it begins. */
export async function serve(given: Serving, { dev = false } = {}): Promise<string> {
  const { listening, keep, older, warm, push, database, provinces, ...said } = given;
  const { notes, ...where } = listening;
  needDimensions();
  for (const note of notes) console.error(note);
  if (provinces !== null) return serveAcross(given, provinces);
  await needOffice(given);
  const server = await import('#server/serve.ts');
  const policy = keep === undefined && older === undefined ? null : { keep: keep ?? 1, older: older ?? 0 };
  const { begin } = await server.serve({
    ...said,
    ...where,
    pushTo: push,
    dev,
    policy,
    ...(warm !== undefined && { warm }),
    ...(database !== null && { database }),
  });
  return begin;
}

const reachedBy = (given: Serving) => ({
  ...given,
  host: given.listening.host,
  origin: given.origin ?? process.env.ORIGIN,
});

/** All that an office lacks is told before anything is loaded; an address that is none is told where it is served. */
export async function needOffice(given: Serving): Promise<void> {
  const reached = reachedBy(given);
  const { origin } = reached;
  if (given.from !== null || given.provinces !== null || (origin !== undefined && !URL.canParse(origin))) return;
  if (!isOffice(reached)) return;
  const { accessFile } = await import('#access');
  const why = sayLacking(reached, accessFile(given.warehouse));
  if (why === null) return;
  throw new Error(aboutWarehouse(why, namedWarehouse(given.warehouse)));
}

/** Several provinces read together: nobody signs in there, since no role says yet who may see which of them. */
async function serveAcross(given: Serving, provinces: string): Promise<string> {
  const { listening, warm, push, from, backups, called, clickhouse, database } = given;
  if (isOffice(reachedBy(given)))
    return misused(
      '各省合看还不能登录，只在本机打开（--host 127.0.0.1，不写 --sign-in、--tls-cert、--behind-proxy、--origin）：谁能看哪个省、哪些小数不公开还没有定，不定就不开给别人看'
    );
  const said = Object.entries({ push, from, backups, called }).find(([, value]) => value !== null);
  if (said) return misused(`--${said[0]} 是一个省自己的事，不能和 --provinces 一起写`);
  const { againAcross } = await import('#server/across-provinces.ts');
  const code = await againAcross(process.argv.slice(1));
  if (code !== null) process.exit(code);
  const { serveProvinces } = await import('#server/serve-provinces.ts');
  const { begin } = await serveProvinces({
    ...listening,
    provinces,
    clickhouse,
    ...(database !== null && { database }),
    ...(warm !== undefined && { warm }),
  });
  return begin;
}
