import type { FastifyRequest } from 'fastify';
import type { Reader } from '#access';
import type { AlertsContent, AlertsStore } from '#alerts';
import type { Moment } from '#clerks';
import type { Library } from '#guide';
import type { Kept } from '#kept';
import type { Finding } from '#doctor';
import type { NoticeAtHand } from '#pipeline';
import type { Catalog, Dashboards } from '#query';
import type { Form, Turns } from '#spec';
import type { FollowedDecisions, RecordedEvent } from '#store';
import type { Lease, Warehouse } from '#warehouse';
import type { Office } from './office.ts';
import type { Pictures } from './pictures.ts';
import type { Comparisons } from './comparisons.ts';
import type { PackageWorker } from './packages.ts';
import type { Pages } from './render-page.ts';
import type { Replays } from './replays.ts';
import type { Limits } from '../routes/uploads/limits.ts';
import type { Worker, WorkerOptions } from '../routes/uploads/worker.ts';

/** How files may be handed in through this door. */
export interface Uploads {
  worker: Worker;
  limits?: Partial<Limits>;
}

/** Who may change something through this door. */
export interface Writes {
  /** Why nobody may; null where whoever has the token may. */
  refusal: string | null;
  /** Of this start: in the address that it prints. */
  token: string;
  /** Where people sign in, it is done by who they are. */
  office?: Office | null;
  /** Of a copy that follows another machine's: where it is to be done instead, for people. */
  elsewhere?: string | null;
}

/** How papers are sealed here. */
export interface Seals {
  /** The folder of the keys. */
  keys: string;
  /** Whose seal it is. */
  office: string;
}

/** A paper, with how many of its numbers no longer hold; null where nobody can ask it now. */
export interface PaperNow {
  code: string;
  title: string;
  city: string | null;
  sealed_at: string;
  broken: number | null;
  numbers: number;
}

/** What is told (提醒), and where it stands. */
export interface AlertsDoor {
  /** null: nothing was ever asked. */
  store(): AlertsStore | null;
  content(): Promise<AlertsContent>;
  /** What can carry a message, as people are told it. */
  channels(): Promise<readonly { name: string; kind: string; host: string | null; note: string | null }[]>;
  /** Told how papers are asked again, which conditions may rest on. */
  takePapers?(ask: () => Promise<readonly PaperNow[]>): void;
  /** Another one whenever what stands may be another; answers and pages are kept by it. */
  mark(): string;
}

export type FormsOf = (moment?: Moment) => Promise<readonly Form[]>;

/** Where what a notice leaves open is filled in. */
export interface EnteringDoor {
  /** The folder data/ of the content, and that of its pipelines. */
  data: string;
  pipelines: string;
  /** Tries what was filled in, and loads once more by the content as it is; each outside this process. */
  worker(task: 'entering' | 'judge', id: string, options: WorkerOptions): Promise<unknown>;
  /** Of the content and the program as they are now: what a version says that it was made by. */
  digest(): Promise<string>;
  /** Why nobody may save roles as a folder like data/access has them: it would lock out who saves, or everybody. */
  refusalOfRoles(access: string, by: string | null): Promise<string | null>;
  /** Why nothing is saved by this program any more; null where it is the one that is used. */
  refusal?(): Promise<string | null>;
  /** Told when content is another. */
  onSaved(): void;
}

/** How long everything is kept, as an office says it, and what lets go of what is over it. */
export interface RetentionDoor {
  folder: string;
  backups: string | null;
  /** Outside this process; answers when it has ended. Left out where nobody does it here. */
  letGo?: (said: { by: string; basis: string; backups: string | null }) => Promise<unknown>;
}

/** What every route answers from. */
export interface Api {
  warehouse: Warehouse;
  dashboards: () => Promise<Dashboards>;
  build: string | null;
  /** Finished answers and pages. */
  kept: Kept;
  /** Where pages wait to be rendered. */
  gate: Turns;
  reader: (request: FastifyRequest) => Reader;
  catalogOf: (lease: Lease) => Promise<Catalog>;
  uploads: Uploads | null;
  writes: Writes;
  /** Who signs in, and as whom; null on one seat. */
  office: Office | null;
  /** Writes down what somebody did. */
  record: (event: RecordedEvent) => void;
  decisions: FollowedDecisions;
  /** null: earlier days are not answered. */
  replays: Replays | null;
  comparisons: Comparisons;
  /** What may be handed in: everything that is read or, with a moment, what the notice in force then asks for. */
  forms: FormsOf;
  /** The folder of the templates that are filled (出表); null: none are. */
  templates: string | null;
  /** The folder of the reports that are composed (简报); null: none are. */
  briefs: string | null;
  /** The notice that is in force and the one that is to come, as content says them now. */
  notices: () => Promise<{ inForce: NoticeAtHand | null; coming: NoticeAtHand | null }>;
  /** How the commands of the program are called here, as `./baijing`; null: by npm. */
  program: string | null;
  /** The warehouse as commands have to name it; null: they mean it without. */
  namedWarehouse: string | null;
  /** The handbooks (手册); null: there are none. */
  guide: (() => Promise<Library>) | null;
  /** The folder of the rules that are tried (测算); null: none are. */
  scenarios: string | null;
  /** How long everything is kept: the folder of the table, and where backups lie. */
  retention: RetentionDoor | null;
  pictures: Pictures;
  /** What renders pages; null: nothing does. */
  pages: Pages | null;
  /** What is told (提醒); null: nothing is. */
  alerts: AlertsDoor | null;
  /** How papers are sealed; null: none are, and nobody is told of any. */
  seals: Seals | null;
  /** Looks at the warehouse and the machine that it lies on. */
  examine: () => Promise<readonly Finding[]>;
  /** Where what a notice leaves open is filled in; null: nowhere. */
  entering: EnteringDoor | null;
  /** Makes audit packages; null: none are made here. */
  packer: PackageWorker | null;
  log: (message: string) => void;
}
