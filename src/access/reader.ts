import { capabilityNames, everything, type Capability, type Scope } from '#spec';

/** Who asks, what they may do, and whose rows they see. It follows from who they are, not from what they ask. */
export interface Reader {
  /** The account that asks; null for one seat, and for nobody. */
  account: string | null;
  /** How it is named on record. */
  name: string;
  capabilities: ReadonlySet<Capability>;
  scope: Scope;
}

/** Whoever sits at the machine, where nobody else can reach it: everything. */
export const seat: Reader = {
  account: null,
  name: '本机',
  capabilities: new Set(capabilityNames),
  scope: everything,
};

/** Whoever has not said who they are: nothing. */
export const nobody: Reader = { account: null, name: '', capabilities: new Set(), scope: everything };

export const can = ({ capabilities }: Reader, capability: Capability): boolean => capabilities.has(capability);
