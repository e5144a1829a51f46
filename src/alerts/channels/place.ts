import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/** Where no message goes, whatever name leads there: this network itself, neighbours on the cable, many at once. */
const never = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  never.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 128],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
  ['fd00:ec2::254', 128],
] as const)
  never.addSubnet(net, bits, 'ipv6');
// The services by which a cloud tells a machine its own keys.
never.addAddress('100.100.100.200', 'ipv4');

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** What is written as an address of 6 and is one of 4, as one of 4. */
const plain = (address: string): string => /^::(?:ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;

const isIn = (list: BlockList, address: string): boolean => {
  const known = plain(address);
  return list.check(known, isIP(known) === 4 ? 'ipv4' : 'ipv6');
};

/** Why no message goes to an address; null where one may. This machine is gone to only by its own name or address. */
export function refusalOfAddress(address: string, host: string, nets: readonly string[]): string | null {
  if (isIP(address) === 0) return `${host} 没有解析成地址`;
  if (isIn(never, address)) return `${host} 解析到 ${address}，这样的地址不发送`;
  const isMeant = /^localhost$/i.test(host) || (isIP(host) !== 0 && isIn(loopback, host));
  if (isIn(loopback, address) && !isMeant) return `${host} 解析到本机 ${address}，不发送`;
  if (nets.length > 0 && !isIn(listOf(nets), address))
    return `${host} 解析到 ${address}，不在写明的网段 ${nets.join('、')}`;
  return null;
}

function listOf(nets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const net of nets) {
    const [address = '', bits] = net.split('/');
    const family = isIP(address);
    const most = family === 4 ? 32 : 128;
    list.addSubnet(address, bits === undefined ? most : Number(bits), family === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}

/** Whether a net is written as 10.1.2.0/24 or 10.1.2.3. */
export function isNet(net: string): boolean {
  const [address = '', bits, more] = net.split('/');
  const family = isIP(address);
  if (family === 0 || more !== undefined) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= (family === 4 ? 32 : 128))
  );
}

/**
 * The address that a host is gone to: looked up once, held against where no message goes, and then connected to as it
 * is, so that a name cannot lead elsewhere in between. Of several the first that may be gone to. None is an Error.
 */
export async function placeOf(host: string, nets: readonly string[]): Promise<string> {
  const bare = host.replace(/^\[|\]$/g, '');
  const found = isIP(bare) ? [{ address: bare }] : await lookup(bare, { all: true, verbatim: true });
  let reason: string | null = null;
  for (const { address } of found) {
    const refusal = refusalOfAddress(address, bare, nets);
    if (refusal === null) return address;
    reason ??= refusal;
  }
  throw new RefusedPlace(reason ?? `${host} 没有解析成地址`);
}

/** A place where no message goes, however often it is tried. */
export class RefusedPlace extends Error {}
