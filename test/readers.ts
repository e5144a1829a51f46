import type { Reader } from '#access';
import type { Capability, Scope } from '#spec';

/** An account of an office, as its role would make it: what it may do with the rows of its scope. */
export const readerOf = (
  scope: Scope,
  capabilities: readonly Capability[] = ['sums', 'rows', 'files', 'personal', 'upload', 'publish', 'propose'],
  account = Object.values(scope).flat().join('、')
): Reader => ({ account, name: account, capabilities: new Set(capabilities), scope });

export const cityReader = (city: string): Reader => readerOf({ city: [city] });
