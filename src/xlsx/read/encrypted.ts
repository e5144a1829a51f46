/** What software that protects the documents of an office writes at the head of a file. */
const heads: readonly Buffer[] = [
  Buffer.from('62142365', 'hex'),
  ...['%TSD-Header-###%', 'E-SafeNet', 'TSDNEFMHEAD'].map((text) => Buffer.from(text)),
];

/** Bytes that are to be looked at. */
export const entropySample = 1 << 16;
const leastSample = 512;

/** Whether bytes that are no known kind of file look as encryption leaves them: as good as evenly spread. */
export function looksEncrypted(bytes: Buffer): boolean {
  if (heads.some((head) => bytes.subarray(0, head.length).equals(head))) return true;
  return bytes.length >= leastSample && entropy(bytes) > (bytes.length < 4096 ? 7.4 : 7.8);
}

/** In bits a byte. */
function entropy(bytes: Buffer): number {
  const counts = new Array<number>(256).fill(0);
  for (const byte of bytes) counts[byte]!++;
  const shares = counts.filter((count) => count > 0).map((count) => count / bytes.length);
  return -shares.reduce((sum, share) => sum + share * Math.log2(share), 0);
}
