import type { Scope } from '#spec';
import { canonical } from './canonical.ts';
import { codeOf } from './code.ts';
import { sha256 } from './digest.ts';

/** What a page or a file follows from: whoever has the warehouse makes its code again, and needs no key. */
export interface Answered {
  /** Its address. */
  path: string;
  version: string;
  /** The SHA-256 of the version's tables. */
  fingerprint: string;
  /** The last decision that counted; '' before the first. */
  head: string;
  /** Whose rows it is made of. */
  scope: Scope;
}

/** What does not decide what is answered, or is said beside it. */
const beside: ReadonlySet<string> = new Set(['version', 'at', 'decided', 'view', 'every', 'links']);

/** An address as its code knows it: without a version, its parameters by name, empty ones left out. */
export function plainPath(path: string): string {
  const url = new URL(path, 'http://page');
  const said = [...url.searchParams].filter(([name, value]) => !beside.has(name) && value !== '');
  const sorted = said.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `${url.pathname}${sorted.length === 0 ? '' : `?${new URLSearchParams(sorted)}`}`;
}

/**
 * The code (校验码) of a page or a file without a seal. It says of which version, address, decisions and scope it is,
 * so that none of these can be written over unseen; it is no signature, and says nothing of the numbers by itself.
 */
export const plainCode = ({ path, version, fingerprint, head, scope }: Answered): string =>
  codeOf(sha256(canonical({ seal: 0, path: plainPath(path), version, fingerprint, head, scope: ordered(scope) })));

const ordered = (scope: Scope): Record<string, string[]> =>
  Object.fromEntries(Object.entries(scope).map(([name, values]) => [name, [...values].sort()]));
