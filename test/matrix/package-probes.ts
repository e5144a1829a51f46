import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makePackage } from '#package';
import { noFilters } from '#query';
import { plainDuckDb, textsIn, unpack } from '../package/unpacked.ts';
import type { DeedOptions } from './deed-options.ts';
import type { Asker } from './readers.ts';
import { foundIn, type Found, type Probe } from './walk.ts';

export const packageDoor = 'npm run audit-package';

/** Whoever is handed a package sees no more than who may take files and see nothing personal, in this scope. */
export const packageFor = (asker: Asker, { scan }: Pick<DeedOptions, 'scan'>): Probe => ({
  door: packageDoor,
  asker,
  address: 'all that lies in a package of their scope',
  async ask(now): Promise<Found> {
    const folder = await mkdtemp(join(tmpdir(), 'package-'));
    const out = join(folder, 'it.zip');
    try {
      const select = () => ({ filters: noFilters, scope: asker.scope });
      await makePackage({ warehouse: now.folder, version: now.version, select, out, agent: 'matrix' });
      const unpacked = await unpack(await readFile(out));
      const duck = await plainDuckDb(unpacked.folder);
      const texts = await textsIn(unpacked.files, (sql) => duck.rows(sql));
      duck.close();
      await rm(unpacked.folder, { recursive: true });
      const found = Array.from(texts, ([name, text]) => {
        const answer = { status: 200, headers: {}, body: Buffer.from(text) };
        const one = foundIn(asker, packageDoor, answer, { scan, written: '', isDeed: true });
        return { ...one, leaks: one.leaks.map((leak) => `${name}: ${leak}`) };
      });
      return {
        isAnswered: true,
        leaks: found.flatMap(({ leaks }) => leaks),
        mine: [...new Set(found.flatMap(({ mine }) => mine))],
        foreign: [...new Set(found.flatMap(({ foreign }) => foreign))],
        told: null,
      };
    } finally {
      await rm(folder, { recursive: true });
    }
  },
});
