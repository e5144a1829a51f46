import type { Province } from './across.ts';
import type { Signature } from './signature.ts';
import type { ThereTenant } from './tenants.ts';

/** A province whose current version is attached to what is being built. */
export interface Attached extends ThereTenant, Province {
  /** What it is called in SQL: p0. */
  alias: string;
  doubt: string | null;
  signature: Signature;
}
