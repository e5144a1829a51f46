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

/** The world as it is in this turn of the process: those who ask in one turn ask of one world. */
export function worldOf(api: Pick<Api, 'warehouse' | 'decisions'>): World {
  const there = now.get(api);
  if (there) return there;
  const world = readWorld(api);
  now.set(api, world);
  setImmediate(() => now.delete(api));
  return world;
}

function readWorld({ warehouse, decisions }: Pick<Api, 'warehouse' | 'decisions'>): World {
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
  const said = known.get(reader) ?? JSON.stringify(reader);
  known.set(reader, said);
  return said;
}

/** What one answer of the API is kept by: the world, who asks, and all of the request that decides what is answered. */
export function answerKey(api: Api, request: FastifyRequest, { stamp, decided }: World): string {
  const { accept = '', prefer = '', host = '', 'x-baijing-decisions': head = decided.head } = request.headers;
  // The addresses in a file are those of the server as it was called.
  return `${stamp}\n${saidOf(api.reader(request))}\n${accept}\n${String(prefer)}\n${host}\n${String(head)}\n${request.url}`;
}
