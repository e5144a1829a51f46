import { sayFault, type Fault } from '#spec/content';
import type { RecordedEvent } from '#store';
import { readRoles } from './content/roles.ts';
import type { KnownScopes } from './content/scope-values.ts';
import { readSettings } from './content/settings.ts';
import type { Desk } from './desk.ts';
import { readCommonWords } from './password/rules.ts';
import { accessFile, openAccess } from './store/open.ts';

export interface DeskOptions {
  warehouse: string;
  /** The folder data/access. */
  content: string;
  /** The dimensions that rows can be told apart by. */
  dimensions: readonly string[];
  /** The values that accounts may be given of them. Default: any. */
  scopes?: KnownScopes;
  record: (event: RecordedEvent) => void;
  /** Default: as what is put on record. */
  tell?: (event: RecordedEvent) => void;
  now?: () => number;
}

/** Opens what accounts are tended with. Content that does not hold is an Error that says what is wrong. */
export async function openDesk({
  warehouse,
  content,
  dimensions,
  scopes = new Map(),
  record,
  tell = record,
  now = Date.now,
}: DeskOptions): Promise<Desk> {
  const { roles, faults } = await readRoles(content, dimensions);
  const { settings, rows: settingRows, faults: others } = await readSettings(content);
  const wrong = [...faults, ...others];
  if (wrong.length > 0 || settings === null) throw new Error(wrong.map(sayFault).join('\n'));
  const common = await readCommonWords(content);
  const store = openAccess(accessFile(warehouse));
  return { store, roles, settings, settingRows, common, dimensions, scopes, record, tell, now };
}

/** Every fault of data/access. */
export async function faultsOfAccess(content: string, dimensions: readonly string[]): Promise<Fault[]> {
  const { faults } = await readRoles(content, dimensions);
  return [...faults, ...(await readSettings(content)).faults];
}
