import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { Outcome } from '#pipeline';
import type { Defect } from '#spec';

/** Defects of a load that wait on disk for the rest of its outcome: there may be millions. */
export interface WaitingDefects {
  take(defects: readonly Defect[]): Promise<void>;
  /** Writes the outcome as JSON, with every defect. */
  print(outcome: Outcome, out: Writable): Promise<void>;
}

export async function waitingDefects(): Promise<WaitingDefects> {
  const folder = await mkdtemp(join(tmpdir(), 'baijing-defects-'));
  const file = createWriteStream(join(folder, 'defects'));
  let isFirst = true;
  const send = async (out: Writable, text: string | Buffer) => {
    if (!out.write(text)) await once(out, 'drain');
  };
  return {
    async take(defects) {
      const lines = defects.map((defect) => `    ${JSON.stringify(defect)}`).join(',\n');
      if (lines === '') return;
      await send(file, isFirst ? lines : `,\n${lines}`);
      isFirst = false;
    },
    async print(outcome, out) {
      file.end();
      await finished(file);
      try {
        const { defects, ...rest } = outcome;
        await send(out, '{\n  "defects": [\n');
        // A load that was refused before a row was read tells of none, or of those that it has.
        if (isFirst) await send(out, defects.map((each) => `    ${JSON.stringify(each)}`).join(',\n'));
        else for await (const chunk of createReadStream(join(folder, 'defects'))) await send(out, chunk as Buffer);
        await send(out, `\n  ],\n${JSON.stringify(rest, null, 2).slice(2)}\n`);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}
