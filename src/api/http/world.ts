import { Socket } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { Reader } from '#access';
import type { DecisionsHead } from '#store';
import type { Warehouse } from '#warehouse';
import type { Api } from './context.ts';

/** What every answer follows from besides what is asked: as long as the stamp is the same, so is the answer. */
export interface World {
  version: string | null;
  decided: DecisionsHead;
  stamp: string;
}

type Worldly = Pick<Api, 'warehouse' | 'decisions' | 'alerts'>;

const now = new WeakMap<Pick<Api, 'decisions'>, World>();

/** Milliseconds within which nobody hears of what another process wrote, and asks this one. */
const unheard = 5;

/**
 * The world of those who ask over the network at one time: none of them has heard yet what changed in it, but who
 * changed it here, see `moveWorld`. Whoever asks in this process may have.
 */
export function worldOfMoment(api: Worldly, { socket }: Pick<FastifyRequest, 'socket'>): World {
  if (!(socket instanceof Socket)) return worldOf(api);
  const there = now.get(api);
  if (there && there.version === api.warehouse.version()) return there;
  const world = worldOf(api);
  now.set(api, world);
  setTimeout(() => now.delete(api), unheard).unref();
  return world;
}

/** Whoever is answered that something was changed finds it changed. */
export const moveWorld = (api: Pick<Api, 'decisions'>): unknown => now.delete(api);

export function worldOf({ warehouse, decisions, alerts }: Worldly): World {
  const version = warehouse.version();
  const decided = decisions.now(version ?? undefined);
  return {
    version,
    decided,
    stamp: stampOf(
      warehouse,
      `${version ?? ''}\n${warehouse.mark()}\n${decided.head}\n${decided.fault ?? ''}\n${decided.papers ?? ''}\n${alerts?.mark() ?? ''}`
    ),
  };
}

const stamps = new WeakMap<Warehouse, { said: string; stamp: number }>();

/** Another stamp for each state of the world; short, as it stands in every key. */
function stampOf(warehouse: Warehouse, said: string): string {
  const last = stamps.get(warehouse) ?? { said, stamp: 0 };
  if (last.said !== said) Object.assign(last, { said, stamp: last.stamp + 1 });
  stamps.set(warehouse, last);
  return String(last.stamp);
}

const known = new WeakMap<Reader, string>();

/** A reader in a key: two who may see the same are the same. */
export function saidOf(reader: Reader): string {
  const { capabilities, scope } = reader;
  const said = known.get(reader) ?? JSON.stringify([[...capabilities].sort(), Object.entries(scope).sort()]);
  known.set(reader, said);
  return said;
}

/** What one answer of the API is kept by: the world, who asks, and all of the request that decides what is answered. */
export function answerKey(api: Api, request: FastifyRequest, { stamp, decided }: World): string {
  const { accept = '', prefer = '', host = '', 'x-baijing-decisions': head = decided.head } = request.headers;
  // The addresses in a file are those of the server as it was called.
  return `${stamp}\n${saidOf(api.reader(request))}\n${accept}\n${String(prefer)}\n${host}\n${String(head)}\n${request.url}`;
}
