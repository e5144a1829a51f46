import { fromBase32, toBase32 } from './base32.ts';
import { canonical, readCanonical, type Json } from './canonical.ts';
import { sha256, sm3 } from './digest.ts';
import type { SigningKey } from './keys.ts';
import { bytesOf, readStatement, type Statement } from './statement.ts';

/** A statement with its signature: what stands in a `.seal.json`. */
export interface Sealed {
  statement: Statement;
  /** Its bytes. */
  text: string;
  /** SHA-256 of them. */
  digest: string;
  /** SM3 of them; null where it was sealed without. */
  sm3: string | null;
  signature: string;
  /** The key that it says it is signed with, in hex: believed by nobody who has not got it from elsewhere. */
  public: string;
}

export function sealedOf(statement: Statement, key: SigningKey): Sealed {
  const text = bytesOf(statement);
  return { statement, text, digest: sha256(text), sm3: sm3(text), signature: key.sign(text), public: key.public };
}

/** What is handed on beside a paper, in one form to its last byte. */
export const sealFile = ({ text, digest, sm3, signature, public: known }: Sealed): string =>
  canonical({ sealed: { digest, public: known, signature, sm3 }, statement: JSON.parse(text) as Json });

/** What such a text holds, its digests being those of its statement; else null. */
export function readSealed(text: string): Sealed | null {
  const value = readCanonical(text) as { sealed?: Record<string, unknown>; statement?: never } | null;
  if (value === null || typeof value !== 'object' || !value.sealed || !value.statement) return null;
  const { sealed } = value;
  if (Object.keys(value).length !== 2 || Object.keys(sealed).length !== 4) return null;
  const { digest, signature, sm3: other, public: known } = sealed;
  const said = canonical(value.statement);
  const statement = readStatement(said);
  if (statement === null || digest !== sha256(said) || typeof signature !== 'string' || typeof known !== 'string')
    return null;
  if (other !== null && (typeof other !== 'string' || (sm3(said) !== null && other !== sm3(said)))) return null;
  return { statement, text: said, digest: String(digest), sm3: other as string | null, signature, public: known };
}

const mark = 'BJ1';
/** Bytes of the digest in a QR code, and of the signature. */
const [digestBytes, signatureBytes] = [20, 64];

/**
 * What the QR code of a paper says: no address, since one that a forger wrote would lead to a forger's page. Of symbols
 * that a QR code holds in five and a half bits.
 */
export const qrText = ({ digest, signature }: Pick<Sealed, 'digest' | 'signature'>): string =>
  [mark, toBase32(Buffer.from(digest, 'hex').subarray(0, digestBytes)), toBase32(Buffer.from(signature, 'hex'))].join(
    '/'
  );

/** The beginning of a digest and a signature, in hex, that a QR code says; null of any other text. */
export function readQr(text: string): { digest: string; signature: string } | null {
  const [head, digest = '', signature = '', ...more] = text.trim().split('/');
  const read = [fromBase32(digest, digestBytes), fromBase32(signature, signatureBytes)];
  if (head !== mark || more.length > 0 || read[0] === null || read[1] === null) return null;
  const [first, second] = read.map((bytes) => Buffer.from(bytes!).toString('hex')) as [string, string];
  return { digest: first, signature: second };
}
