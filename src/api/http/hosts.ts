import { hostname, networkInterfaces } from 'node:os';

const loopback = ['localhost', '127.0.0.1', '::1'];
const everyAddress = ['0.0.0.0', '::'];

/**
 * The names that a `Host` header may give: this machine to itself, the address that the server listens on, and those of
 * its public origin. Another name pointing here would let a foreign page read what this server answers.
 */
export function hostsOf(host: string, origin?: string): (header: string) => boolean {
  const own = everyAddress.includes(host) ? [hostname(), ...addresses()] : [host];
  const allowed = new Set(
    [...loopback, ...own, ...(origin ? [nameOf(new URL(origin).host)] : [])].map((name) => name.toLowerCase())
  );
  return (header) => allowed.has(nameOf(header).toLowerCase());
}

const addresses = (): string[] =>
  Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address));

/** The name without its port and brackets: `[::1]:3000` → `::1`. */
function nameOf(header: string): string {
  const [, bracketed, plain = ''] = /^(?:\[([^\]]*)\]|([^:]*))(?::\d+)?$/.exec(header.trim()) ?? [];
  return bracketed ?? plain;
}
