import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultsOfAccess, openDesk, readScopeValues, type Desk, type KnownScopes } from '#access';
import dimensions, { faultOfDimensions } from '#dimensions';
import { content, root } from '#environment/content.ts';
import { recordFile } from '#pipeline';
import { dimensionNames } from '#query';
import { parseSqlFile } from '#spec';
import type { Fault } from '#spec/content';
import { createRecorder } from '#store';
import { zonedTime } from '#warehouse';
import { keepRoom } from './kept-room.ts';

/** The folder data/access of this program. */
export const accessContent = join(root, 'data/access');

/**
 * What is written wrong in a folder like data/access; nothing where there is none: then nobody can sign in. Where no
 * dimension can be read, that is the fault, and not each scope that names one.
 */
export const faultsOfAccessIn = async (folder: string): Promise<Fault[]> =>
  existsSync(folder) && faultOfDimensions === null ? faultsOfAccess(folder, dimensionNames) : [];

/** Opens the accounts of a warehouse; what is done with them is written into its record, for which room is kept. */
export async function openAccounts(
  warehouse: string,
  log: (message: string) => void,
  record = recordFile(warehouse)
): Promise<{ desk: Desk; close(): void }> {
  mkdirSync(warehouse, { recursive: true, mode: 0o700 });
  const recorder = createRecorder(record, () => zonedTime(new Date()), log);
  const desk = await openDesk({
    warehouse,
    content: accessContent,
    dimensions: dimensionNames,
    scopes: await readKnownScopes(content),
    record: (event) => recorder.record(event),
    tell: (event) => recorder.tell(event),
  });
  keepRoom(warehouse);
  return {
    desk,
    close() {
      recorder.close();
      desk.store.close();
    },
  };
}

/** What a scope may say, by the reference data of some content; what people call its dimensions says their model. */
export function readKnownScopes({ pipelines, reference }: typeof content): Promise<KnownScopes> {
  const file = join(pipelines, 'lifecycle', 'dimensions.sql');
  const titles = existsSync(file) ? parseSqlFile(file, readFileSync(file, 'utf8')).header : {};
  return readScopeValues(reference, dimensions, titles);
}
