import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A folder in which a run keeps what it found, line by line: another goes on where it stopped. */
export interface Keep {
  /** What was kept under a name, in its order. */
  lines<T>(name: string): T[];
  add(name: string, line: unknown): void;
  /** Whether the time of this run is over: what is not done yet is left to the next. */
  isOver(): boolean;
}

/** Without a folder nothing is kept, and no time is over. */
export function keepIn(folder: string | null, minutes: number): Keep {
  const end = Date.now() + minutes * 60_000;
  if (folder !== null) mkdirSync(folder, { recursive: true });
  const fileOf = (name: string) => join(folder ?? '', `${name}.jsonl`);
  return {
    lines: <T>(name: string) =>
      folder === null || !existsSync(fileOf(name))
        ? []
        : readFileSync(fileOf(name), 'utf8')
            .split('\n')
            .flatMap((line) => (line === '' ? [] : [JSON.parse(line) as T])),
    add: (name, line) => void (folder !== null && appendFileSync(fileOf(name), `${JSON.stringify(line)}\n`)),
    isOver: () => Date.now() > end,
  };
}

/** What the program is made of, and what asks it: what was found of another is not found of this. */
export function programDigest(): string {
  const hash = createHash('sha256');
  for (const room of ['src', 'pipelines', 'dashboards', 'test/matrix'])
    for (const file of readdirSync(room, { recursive: true, encoding: 'utf8' }).sort())
      if (/\.\w+$/.test(file) && statSync(join(room, file)).isFile())
        hash.update(file).update(readFileSync(join(room, file)));
  return hash.digest('hex').slice(0, 12);
}
