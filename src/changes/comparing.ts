import type { Scope } from '#spec';
import type { Because } from './because.ts';
import type { OpenWorlds } from './pair.ts';
import type { Renamed } from './renamed.ts';
import type { RowDifferences } from './rows.ts';
import type { Chain } from './worlds.ts';

/** Two versions with all that lies between them, open; what several questions need is worked out once. */
export interface Comparing {
  warehouse: string;
  chain: Chain;
  open: OpenWorlds;
  /** The rows that differ, as they may be told within a scope. */
  rows: (scope: Scope) => Promise<RowDifferences>;
  renamed: () => Promise<readonly Renamed[]>;
  /** What stands behind each subject in the data, as it may be told within a scope, and what reference data says. */
  reasons: { data: (scope: Scope) => Promise<ReadonlyMap<string, Because[]>>; reference: () => Promise<Because[]> };
}
