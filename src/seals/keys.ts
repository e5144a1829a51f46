import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { chmod, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { canonical, readCanonical } from './canonical.ts';

/** What everybody may know of a key. */
export interface PublicKey {
  alg: 'ed25519';
  id: string;
  /** 32 bytes in hex. */
  public: string;
}

/** Bytes that stand before the 32 of a key where OpenSSL reads it. */
const [publicHead, privateHead] = ['302a300506032b6570032100', '302e020100300506032b657004220420'];

/** A key is known by the first 8 bytes of its SHA-256. */
export const idOf = (publicHex: string): string => fingerprintOf(publicHex).slice(0, 16);

/** All of it, for the paper that is filed. */
export const fingerprintOf = (publicHex: string): string =>
  createHash('sha256').update(Buffer.from(publicHex, 'hex')).digest('hex');

const ending = '.key';
const sealKeyKind = 'baijing seal key';

/** A key that is at hand: it signs, and says what everybody may know of it. */
export interface SigningKey extends PublicKey {
  sign(text: string): string;
}

/**
 * Makes a key in a folder that its owner alone reads. What signs for everybody must not lie where what it signs is
 * copied to and from: a folder within the warehouse is an Error.
 */
export async function makeKey(
  folder: string,
  { warehouse, now }: { warehouse: string; now: string }
): Promise<PublicKey> {
  const within = relative(warehouse, folder);
  if (within === '' || !within.startsWith('..'))
    throw new Error(`签章钥匙不能放在数据仓库里（${folder}）：仓库会被备份、复制。请用 --keys 写另一个文件夹`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const { privateKey } = generateKeyPairSync('ed25519');
  const { d, x } = privateKey.export({ format: 'jwk' });
  const [secret, known] = [d, x].map((each) => Buffer.from(String(each), 'base64url').toString('hex')) as [
    string,
    string,
  ];
  const key = { alg: 'ed25519' as const, id: idOf(known), public: known };
  const said = { kind: sealKeyKind, ...key, made: now, private: secret };
  await writeFile(join(folder, `${key.id}${ending}`), canonical({ ...said, check: checkOf(said) }), {
    mode: 0o600,
    flag: 'wx',
    flush: true,
  });
  return key;
}

const checkOf = (said: Readonly<Record<string, string>>): string =>
  createHash('sha256').update(canonical(said)).digest('hex');

/** The key of a file to its last byte; null of one that is another in any of them. */
export function readKey(text: string): SigningKey | null {
  const value = readCanonical(text) as Record<string, string> | null;
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
  const { check, ...said } = value;
  const { kind, alg, id, public: known, private: secret } = said;
  if (kind !== sealKeyKind || alg !== 'ed25519' || !isKey(secret) || !isKey(known) || check !== checkOf(said))
    return null;
  const privateKey = createPrivateKey({ key: Buffer.from(privateHead + secret, 'hex'), format: 'der', type: 'pkcs8' });
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (Buffer.from(String(x), 'base64url').toString('hex') !== known || id !== idOf(known)) return null;
  return { alg, id, public: known, sign: (said) => sign(null, Buffer.from(said, 'utf8'), privateKey).toString('hex') };
}

const isKey = (hex: unknown): hex is string => typeof hex === 'string' && /^[0-9a-f]{64}$/.test(hex);

/** The keys of a folder that can be read, by id. One that others may read too is an Error, and so is a damaged one. */
export async function keysIn(folder: string): Promise<Map<string, SigningKey>> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(ending));
  const keys = new Map<string, SigningKey>();
  for (const name of names) {
    const key = readKey(await readFile(join(folder, name), 'utf8'));
    if (key === null || name !== `${key.id}${ending}`) throw new Error(`签章钥匙 ${name} 坏了，或者被改动过，不能用`);
    keys.set(key.id, key);
  }
  return keys;
}

/**
 * Whether a text was signed with this key. The algorithm is this one, whatever a paper says of itself, and a signature
 * or a key that is written another way is none.
 */
export function isSignedBy(text: string, signature: string, known: PublicKey): boolean {
  if (!/^[0-9a-f]{128}$/.test(signature) || !isKey(known.public) || known.alg !== 'ed25519') return false;
  if (known.id !== idOf(known.public)) return false;
  const key = publicKeyOf(known.public);
  return key !== null && verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'hex'));
}

function publicKeyOf(hex: string): KeyObject | null {
  try {
    return createPublicKey({ key: Buffer.from(publicHead + hex, 'hex'), format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}
