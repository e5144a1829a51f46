import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto';
import { promisify } from 'node:util';
import { createTurns } from '#spec';

const derive = promisify(
  (parameters: Argon2Parameters, done: (error: Error | null, key: Buffer) => void) =>
    void argon2('argon2id', parameters, done)
);

/** KiB, passes and lanes that OWASP asks at least; a hash says its own, so that these may grow. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 };
const tagLength = 32;

/** Each takes its memory: two at a time, and who finds too many waiting is told so. */
const turns = createTurns({ size: 2, queue: 60, busy: '同时登录的人太多，请过一会儿再试。' });

/** One text for one password, however it was typed. */
const bytesOf = (password: string): Buffer => Buffer.from(password.normalize('NFKC'));

/** `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const key = await keyOf(password, { nonce, ...cost });
  const { memory, passes, parallelism } = cost;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${plain(nonce)}$${plain(key)}`;
}

const keyOf = (password: string, parameters: Pick<Argon2Parameters, 'nonce' | 'memory' | 'passes' | 'parallelism'>) =>
  turns.pass(AbortSignal.timeout(15_000), () => derive({ message: bytesOf(password), tagLength, ...parameters }));

const plain = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');

/**
 * Whether a password is the one of a hash. Where there is none, as of a name that nobody has, the same work is done,
 * and the answer is no.
 */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const read = readHash(hash ?? '');
  const { nonce, key, ...parameters } = read ?? { nonce: Buffer.alloc(16, 7), key: Buffer.alloc(tagLength), ...cost };
  const given = await keyOf(password, { nonce, ...parameters });
  return timingSafeEqual(given, key) && read !== null;
}

/** Whether a hash was made with less work than is done today. */
export function isWeak(hash: string): boolean {
  const read = readHash(hash);
  return read === null || read.memory < cost.memory || read.passes < cost.passes;
}

function readHash(hash: string) {
  const [, m, t, p, salt = '', key = ''] =
    /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d)\$([\w+/]{22})\$([\w+/]{43})$/.exec(hash) ?? [];
  if (m === undefined) return null;
  return {
    memory: Number(m),
    passes: Number(t),
    parallelism: Number(p),
    nonce: Buffer.from(salt, 'base64'),
    key: Buffer.from(key, 'base64'),
  };
}
