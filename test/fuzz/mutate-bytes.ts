import type { Random } from '../xlsx/seeded.ts';

const bits = [
  [0],
  [0xff],
  [0xef, 0xbb, 0xbf],
  [0xff, 0xfe],
  [0x22],
  [0x22, 0x22],
  [0x2c],
  [0x09],
  [0x3b],
  [0x0a],
  [0x0d],
  [0x0d, 0x0a],
  [0x1a],
  [0xe6, 0xb5],
  [0xbc, 0xc3],
  [0x20],
  [0x7f],
  [0xe2, 0x80, 0xae],
  [0xef, 0xbf, 0xbd],
];
const longest = 400;

/** Changes a few bytes: flips, cuts, doubles, moves, cuts off, or puts in what is known to hurt. Grows by little. */
export function mutateBytes(bytes: Buffer, random: Random): Buffer {
  let made = bytes;
  for (let change = 1 + random.below(5); change > 0; change -= 1) made = changed(made, random);
  return made;
}

function changed(bytes: Buffer, { below, chance, pick }: Random): Buffer {
  if (bytes.length === 0) return Buffer.from(pick(bits));
  const at = below(bytes.length);
  const end = Math.min(bytes.length, at + 1 + below(chance(0.5) ? 4 : longest));
  const [before, piece, after] = [bytes.subarray(0, at), bytes.subarray(at, end), bytes.subarray(end)];
  switch (below(7)) {
    case 0: {
      const flipped = Buffer.from(bytes);
      flipped[at] = (bytes[at] as number) ^ (1 << below(8));
      return flipped;
    }
    case 1:
      return Buffer.concat([before, after]);
    case 2:
      return Buffer.concat([before, piece, piece, after]);
    case 3:
      return Buffer.concat([before, Buffer.from(pick(bits)), bytes.subarray(at)]);
    case 4:
      return Buffer.concat([before, Buffer.from(pick(bits)), after]);
    case 5:
      return Buffer.concat([after, piece, before]);
    default:
      return chance(0.2) ? before : Buffer.concat([before, Buffer.from([below(256)]), bytes.subarray(at + 1)]);
  }
}
