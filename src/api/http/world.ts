import { Socket } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { Reader } from '#access';
import type { DecisionsHead } from '#store';
import type { Api } from './context.ts';

/** What every answer follows from besides what is asked: as long as the stamp is the same, so is the answer. */
export interface World {
  version: string | null;
  decided: DecisionsHead;
  stamp: string;
}

const now = new WeakMap<Pick<Api, 'decisions'>, World>();

/**
 * The world of those who ask over the network in one turn of the process: none of them has heard yet what changed in
 * it. Whoever asks in this process may have.
 */
export function worldOfTurn(
  api: Pick<Api, 'warehouse' | 'decisions'>,
  { socket }: Pick<FastifyRequest, 'socket'>
): World {
  if (!(socket instanceof Socket)) return worldOf(api);
  const there = now.get(api);
  if (there) return there;
  const world = worldOf(api);
  now.set(api, world);
  setImmediate(() => now.delete(api));
  return world;
}

export function worldOf({ warehouse, decisions }: Pick<Api, 'warehouse' | 'decisions'>): World {
  const version = warehouse.version();
  const decided = decisions.now();
  return {
    version,
    decided,
    stamp: `${version ?? ''}\n${warehouse.mark()}\n${decided.head}\n${decided.fault ?? ''}`,
  };
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
