import type { FastifyRequest } from 'fastify';
import type { Reader } from '#access';
import type { Moment } from '#clerks';
import type { Catalog, Dashboards } from '#query';
import type { Form } from '#spec';
import type { Lease, Warehouse } from '#warehouse';
import type { Replays } from './replays.ts';
import type { Limits } from '../routes/uploads/limits.ts';
import type { Worker } from '../routes/uploads/worker.ts';

/** How files may be handed in through this door. */
export interface Uploads {
  /** Why none are taken; null where they are. */
  refusal: string | null;
  worker: Worker;
  limits?: Limits;
}

export type FormsOf = (moment?: Moment) => Promise<readonly Form[]>;

/** What every route answers from. */
export interface Api {
  warehouse: Warehouse;
  dashboards: () => Promise<Dashboards>;
  build: string | null;
  reader: (request: FastifyRequest) => Reader;
  catalogOf: (lease: Lease) => Promise<Catalog>;
  uploads: Uploads | null;
  /** null: earlier days are not answered. */
  replays: Replays | null;
  /** What may be handed in: everything that is read or, with a moment, what the notice in force then asks for. */
  forms: FormsOf;
  log: (message: string) => void;
}
