import { existsSync } from 'node:fs';
import { type Desk } from '#access';
import {
  alertsFile,
  askClock,
  askedOf,
  civilOf,
  isEvaluated,
  openAlerts,
  placeOf,
  recipientsOf,
  stampOf,
  takeTick,
  type AlertsContent,
  type AlertsStore,
} from '#alerts';
import type { FollowedDecisions } from '#store';
import type { Warehouse } from '#warehouse';
import type { Task } from './task.ts';

type Papers = readonly object[];
type Work = (task: Extract<Task, 'alerts'>, id: string, options: { signal: AbortSignal }) => Promise<unknown>;

export interface FollowedAlerts {
  store(): AlertsStore | null;
  content(): Promise<AlertsContent>;
  mark(): string;
  takePapers(ask: () => Promise<Papers>): void;
  /** Content is another: it is read again when it is wanted next. */
  readAgain(): void;
  /** Another version may be current: it is looked at soon. */
  look(): void;
  close(): void;
}

interface Options {
  warehouse: Pick<Warehouse, 'folder' | 'version' | 'lease'>;
  worker: Work;
  read: () => Promise<AlertsContent>;
  decisions: FollowedDecisions;
  /** Of an office; on one seat nobody is told anything. */
  desk: Pick<Desk, 'store' | 'roles'> | null;
  log: (message: string) => void;
  /** What is told was asked for elsewhere, and nothing is asked or told here. */
  isStill?: boolean;
}

/** Milliseconds: between two looks, before the first one, after a failure, and between two looks at the machine. */
const every = { look: 20_000, first: 30_000, failed: 300_000, clock: 600_000 };

/**
 * While it is served, each version is evaluated once, in a process of its own, as are decisions and conditions that are
 * new; once a minute the clock passes, and what is due becomes messages. What fails is told in the log and tried again.
 */
export function followAlerts({
  warehouse,
  worker,
  read,
  decisions,
  desk,
  log,
  isStill = false,
}: Options): FollowedAlerts {
  const off = new AbortController();
  const path = alertsFile(warehouse.folder);
  let opened: AlertsStore | null = null;
  let content: Promise<AlertsContent> | null = null;
  let isBusy = false;
  let again = 0;
  let ticked = '';
  let clockDue = 0;
  let askPapers: (() => Promise<Papers>) | null = null;

  const store = (): AlertsStore | null => (opened ??= existsSync(path) ? openAlerts(path) : null);
  const contentOnce = () => (content ??= read().catch((error: unknown) => ((content = null), Promise.reject(error))));

  async function look(): Promise<void> {
    if (isBusy || off.signal.aborted || Date.now() < again) return;
    isBusy = true;
    try {
      const { conditions, subscriptions, calendar } = await contentOnce();
      const version = warehouse.version();
      if (conditions.size === 0 || version === null) return;
      await evaluateOnce(version);
      const open = store();
      if (open === null) return;
      const now = Date.now();
      const context = { conditions, recipients: recipientsOf(subscriptions, desk), calendar };
      if (now >= clockDue) {
        clockDue = now + every.clock;
        await askClock({ warehouse, store: open, content: await contentOnce(), context, decisions, now });
      }
      const minute = civilOf(now).slice(0, 16);
      if (minute !== ticked) takeTick(open, civilOf(now), context);
      ticked = minute;
    } catch (error) {
      again = Date.now() + every.failed;
      if (!off.signal.aborted) log(`alerts are not evaluated: ${(error as Error).message}`);
    } finally {
      isBusy = false;
    }
  }

  async function evaluateOnce(version: string): Promise<void> {
    const { published } = await placeOf(warehouse.folder, version);
    const { head, fault } = decisions.now();
    if (fault !== null) throw new Error(fault);
    const asked = askedOf(published?.position ?? null, head, await contentOnce());
    const open = store();
    if (open !== null && isEvaluated(open, version, asked)) return;
    const content = await contentOnce();
    const restsOnPapers = [...content.conditions.values()].some(({ text }) => text.includes('system_papers'));
    const papers = restsOnPapers && askPapers !== null ? await askPapers() : null;
    const id = JSON.stringify({ version, isOffice: desk !== null, papers });
    const { unknown } = (await worker('alerts', id, { signal: off.signal })) as { unknown: string[] };
    for (const each of unknown) log(`alerts: ${each}`);
  }

  const timers = isStill
    ? []
    : [setInterval(() => void look(), every.look).unref(), setTimeout(() => void look(), every.first).unref()];
  let started = Date.now();
  if (!isStill) again = started + every.first - 1;

  return {
    store,
    content: contentOnce,
    mark: () => {
      const open = store();
      return open === null ? '' : stampOf(open);
    },
    readAgain: () => void (content = null),
    takePapers: (ask) => void (askPapers = ask),
    look: () => {
      if (!isStill && Date.now() - started > every.first) setTimeout(() => void look(), 1000).unref();
    },
    close() {
      off.abort();
      for (const timer of timers) clearInterval(timer);
      started = 0;
      opened?.close();
      opened = null;
    },
  };
}
