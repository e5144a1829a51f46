import type { RecordedEvent } from '#store';
import type { Roles } from './content/roles.ts';
import type { KnownScopes } from './content/scope-values.ts';
import type { SettingRow, Settings } from './content/settings.ts';
import type { AccessStore } from './store/open.ts';

/** What accounts are tended with. */
export interface Desk {
  store: AccessStore;
  roles: Roles;
  settings: Settings;
  /** The same as people read them. */
  settingRows: readonly SettingRow[];
  /** The words of data/access that no password may rest on. */
  common: readonly string[];
  /** Those that rows can be told apart by. */
  dimensions: readonly string[];
  /** The values that these have by the reference data. */
  scopes: KnownScopes;
  /** Puts something on record: it stands there, or this is an Error. */
  record(event: RecordedEvent): void;
  /** Tells what has happened already: it stands there as soon as it can be written. */
  tell(event: RecordedEvent): void;
  /** Whether this is done within a change of accounts, which is done as one (`onRecord`). */
  isChanging?: boolean;
  /** Milliseconds since 1970. */
  now(): number;
}

const minute = 60_000;

/** The settings in milliseconds. */
export const timesOf = ({ settings }: Pick<Desk, 'settings'>) => ({
  idle: settings.idle_minutes * minute,
  absolute: settings.absolute_hours * 60 * minute,
  lock: settings.lock_minutes * minute,
  age: settings.password_max_age_days * 24 * 60 * minute,
});

/** How failures are limited. */
export const limitsOf = (desk: Pick<Desk, 'settings'>) => ({
  lockAfter: desk.settings.lock_after,
  addressFailures: desk.settings.address_failures,
  window: timesOf(desk).lock,
});
