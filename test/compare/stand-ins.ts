import { objectsIn, textOf, type Json } from './json.ts';
import type { Get } from './server.ts';

/** Replaces what two loads of the same files never share: names and times of versions, the address of the server. */
export type StandIns = (text: string) => string;

export interface Versions {
  /** Oldest first. */
  names: readonly string[];
  standIns: StandIns;
}

/** Reads which versions a server holds. The oldest is called v1, whatever its name. */
export async function readVersions(address: string, get: Get): Promise<Versions> {
  const { body } = await get('/api/loads?limit=500');
  const rows = objectsIn(JSON.parse(body.toString()) as Json, 'rows').reverse();
  const names = rows.map((row) => textOf(row.version));
  const times = rows.map((row) => textOf(row.loadedAt).slice(0, 19).replace('T', ' '));
  const pairs = [
    ...rows.flatMap((row, at): [string, string][] => [
      [textOf(row.version), `v${at + 1}`],
      [textOf(row.fingerprint), `fingerprint of v${at + 1}`],
      [textOf(row.loadedAt), `time of v${at + 1}`],
    ]),
    ...times.flatMap((time, at) => variants(time, `time of v${at + 1}`)),
    // After all times, since two versions may be of one minute.
    ...times.flatMap((time, at) => variants(time.slice(0, 16), `minute of v${at + 1}`)),
  ];
  pairs.push([address.replace(/\/+$/, ''), ''], [new URL(address).host, 'host']);
  const known = pairs.filter(([name]) => name !== '');
  const standIns = (text: string) => known.reduce((said, [name, standIn]) => said.replaceAll(name, standIn), text);
  return { names, standIns };
}

/** A time as data say it and as an address says it. */
const variants = (time: string, standIn: string): [string, string][] =>
  [time, time.replace(' ', 'T'), encodeURIComponent(time), time.replace(' ', '+')].map((each) => [each, standIn]);
