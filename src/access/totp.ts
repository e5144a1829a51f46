import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Seconds of a step, and digits of a code: what every authenticator takes without being told. */
const step = 30;
const digits = 6;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A secret of 160 bit, in base 32. */
export const newSecret = (): string => toBase32(randomBytes(20));

/** The step that a moment lies in. */
export const stepAt = (time: number): number => Math.floor(time / 1000 / step);

/** RFC 6238 with SHA-1 (RFC 4226, 5.3). */
export function codeOf(secret: string, counter: number, length = digits): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac('sha1', fromBase32(secret)).update(message).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 10 ** length).padStart(length, '0');
}

/**
 * The step that a code is of, now or one before or after, since clocks differ; null where it is of none, or of a step
 * up to the last that a code was taken of: a code serves once.
 */
export function stepOfCode(
  secret: string,
  code: string,
  { time, last }: { time: number; last: number }
): number | null {
  const given = Buffer.from(code.replace(/\s/g, ''));
  const now = stepAt(time);
  const found = [now, now - 1, now + 1].filter((at) => {
    const right = Buffer.from(codeOf(secret, at));
    return given.length === right.length && timingSafeEqual(given, right) && at > last;
  });
  return found[0] ?? null;
}

/** What an authenticator reads, as a picture or as a text. */
export function keyUri(secret: string, { issuer, account }: { issuer: string; account: string }): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}&period=${step}&digits=${digits}`;
}

export function toBase32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((part) => alphabet[Number.parseInt(part.padEnd(5, '0'), 2)]).join('');
}

function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
