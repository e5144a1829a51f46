import { parentPort, workerData } from 'node:worker_threads';
import { namesOf } from '../header/names.ts';
import { openDesk } from './desk.ts';
import type { Answer, Asked, Opened } from './thread.ts';

// A thread that reads one file after the other, until none comes any more.

const { path, memory, contracts } = workerData as Opened;
const port = parentPort!;
const desk = await openDesk(path, {
  memory,
  contracts: contracts.map((source) => ({ ...source, names: namesOf(source.columns) })),
});

async function take(asked: Asked): Promise<void> {
  if (asked === null) {
    await desk.close();
    return port.close();
  }
  const answer: Answer = await desk.read(asked.found, asked.folder).catch((failed: unknown) => ({ failed }));
  port.postMessage(answer);
}

let last = Promise.resolve();
port.on('message', (asked: Asked) => void (last = last.then(() => take(asked))));
