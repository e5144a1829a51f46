import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { load } from '#pipeline';
import { ownContent } from './pipeline/own-content.ts';
import { offerServer, type SharedServer } from './shared-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A warehouse folder with the committed sample in it. */
    sampleWarehouse: string;
    /** Where to ask for the server of all that only read it (`sharedServer`). */
    sampleDoor: string;
  }
}

/** Each project of the tests reads this file for itself; they all read one warehouse. */
const run = globalThis as { sampleWarehouse?: Promise<string>; sampleServer?: Promise<SharedServer> };

/** Loads the committed sample once for all tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const warehouse = await (run.sampleWarehouse ??= loadSample());
  const server = await (run.sampleServer ??= offerServer(warehouse));
  project.provide('sampleWarehouse', warehouse);
  project.provide('sampleDoor', server.door);
  return async () => {
    await server.stop();
    await rm(warehouse, { recursive: true, force: true });
  };
}

async function loadSample(): Promise<string> {
  const warehouse = await mkdtemp(join(tmpdir(), 'sample-'));
  const { status, reasons } = await load({
    folder: 'data/sample',
    warehouse,
    asOf: '2026-06-30',
    program: 'test',
    ...ownContent,
  });
  if (status !== 'published') throw new Error(`the sample was ${status}: ${reasons.join(' ')}`);
  return warehouse;
}
