import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { civilDay } from '#spec';
import { compose, composedIn, type Composed } from './compose.ts';
import { readProvinces } from './table.ts';
import { rememberHashes, warehouseOf } from './tenants.ts';

export interface Composing {
  /** What is composed by now; an Error says why nothing new is. */
  look(): Promise<Composed>;
  /** Why the last look came to nothing; null where it did not fail. */
  fault(): string | null;
  close(): void;
}

/**
 * Composes anew whenever a province publishes, or what is written down of provinces changes, or a day turns on which
 * numbers become old. What cannot be composed leaves what is served as it is, and is told. `isDoubted`: whether what is
 * served cannot be read any more.
 */
export function keepComposing(
  folder: string,
  {
    log,
    isDoubted = () => false,
    every = 2_000,
  }: { log: (message: string) => void; isDoubted?: () => boolean; every?: number }
): Composing {
  const hashes = rememberHashes();
  let seen = '';
  let doubted = 0;
  let fault: string | null = null;
  let last: Composed | null = null;
  let looking: Promise<Composed> | null = null;

  async function once(): Promise<Composed> {
    const now = new Date();
    // What is served turned out damaged: each province is held against its record again, once a minute.
    if (isDoubted() && Date.now() - doubted > 60_000) {
      doubted = Date.now();
      hashes.forget();
      seen = '';
    }
    const stamp = await stampOf(folder, now);
    if (stamp === seen && last !== null) return last;
    try {
      last = await compose(folder, { now, hashes });
      seen = stamp;
      if (last.isNew) log(`composed ${last.version} in ${composedIn(folder)}`);
      if (fault !== null) log('provinces are read again');
      fault = null;
      return last;
    } catch (error) {
      const { message } = error as Error;
      if (message !== fault) log(`the provinces are not read anew: ${message}`);
      fault = message;
      throw error;
    }
  }

  const look = () => (looking ??= once().finally(() => (looking = null)));
  const timer = setInterval(() => void look().catch(() => undefined), every).unref();
  return { look, fault: () => fault, close: () => clearInterval(timer) };
}

async function stampOf(folder: string, now: Date): Promise<string> {
  const { provinces } = await readProvinces(folder, { told: () => true, dimensions: [] }).catch(() => ({
    provinces: [],
  }));
  const watched = [
    join(folder, 'provinces.csv'),
    join(folder, 'same.csv'),
    ...provinces.flatMap((province) => [join(warehouseOf(folder, province), 'current'), warehouseOf(folder, province)]),
  ];
  const stamps = await Promise.all(
    watched.map((path) =>
      stat(path).then(
        ({ ino, size, mtimeMs }) => `${ino} ${size} ${mtimeMs}`,
        () => 'none'
      )
    )
  );
  return [civilDay(now), ...stamps].join('\n');
}
