#!/usr/bin/env node
/*
 * Is a paper true? For who has nothing but this file, Node, and the fingerprint of the office's public key from paper.
 *
 *   node verify-seal.mjs 材料.seal.json --fingerprint 0123456789abcdef…
 *   node verify-seal.mjs 材料.seal.json --keys keys.json
 *
 * A list of keys is worth as much as the way that it came: its SHA-256 is told, to be held against that on paper.
 *
 * Exit code 0: signed with that key. 1: not so, or it is not known whose key it is. 2: wrong usage. Nothing is asked of
 * any network; whether the numbers still hold only the office can say.
 */
import { createHash, createPublicKey, getHashes, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const say = (code, ...lines) => {
  console.log(lines.join('\n'));
  process.exit(code);
};
const hash = (algorithm, bytes) => createHash(algorithm).update(bytes).digest('hex');

// RFC 8785.
function canonical(value) {
  if (typeof value === 'string' && !value.isWellFormed()) throw new Error('not well formed');
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('not finite');
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const names = Object.keys(value).sort();
  if (!names.every((name) => name.isWellFormed())) throw new Error('not well formed');
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

// 80 bits of the digest and two check symbols of a Reed–Solomon code over GF(32).
function codeOf(digest) {
  let bits = BigInt(`0x${digest.slice(0, 20)}`);
  const symbols = Array.from({ length: 16 }, () => {
    const symbol = Number(bits & 31n);
    bits >>= 5n;
    return symbol;
  }).reverse();
  const double = (value) => (value & 16 ? ((value << 1) ^ 37) & 31 : value << 1);
  const product = (a, b) => {
    let sum = 0;
    for (let left = a, right = b; right > 0; right >>= 1, left = double(left)) if (right & 1) sum ^= left;
    return sum;
  };
  let [first, second] = [0, 0];
  for (const symbol of symbols) {
    const lead = symbol ^ first;
    [first, second] = [second ^ product(lead, 2 ^ 4), product(lead, 8)];
  }
  const text = [...symbols, first, second].map((symbol) => alphabet[symbol]).join('');
  return text.replace(/(.{6})(?=.)/g, '$1-');
}

const [file, ...rest] = process.argv.slice(2);
const [option = null, value = '', ...more] = rest;
const told = option === '--fingerprint' ? value.toLowerCase().replaceAll(/[\s:-]/g, '') : null;
const isMisused = (option !== null && option !== '--fingerprint' && option !== '--keys') || more.length > 0;
if (!file || isMisused || (told !== null && !/^[0-9a-f]{64}$/.test(told)) || (option === '--keys' && value === ''))
  say(2, '用法：node verify-seal.mjs 材料.seal.json [--fingerprint 本单位公钥的指纹，64 位 | --keys keys.json]');

// The list of keys of an office, with the hash that tells it from any other.
function listOf(path) {
  try {
    const bytes = readFileSync(path);
    const { keys } = JSON.parse(bytes.toString('utf8'));
    if (!Array.isArray(keys)) throw new Error('没有 keys');
    return { keys, hash: hash('sha256', bytes) };
  } catch (error) {
    return say(2, `读不了公钥名单 ${path}：${error.code ?? error.message}`);
  }
}
const list = option === '--keys' ? listOf(value) : null;

let text = '';
try {
  text = readFileSync(file, 'utf8').trim();
} catch (error) {
  say(2, `读不了 ${file}：${error.code ?? error.message}`);
}
const broken = '签名不符：这不是一份完整的签章文件，或者有一个字节被改动过。不能当真。';
let read;
try {
  read = JSON.parse(text);
  if (canonical(read) !== text) say(1, broken);
} catch {
  say(1, broken);
}
const { sealed, statement } = read ?? {};
const isHex = (value, length) => typeof value === 'string' && value.length === length && /^[0-9a-f]+$/.test(value);
if (!sealed || !statement || statement.seal !== 1 || statement.alg !== 'ed25519') say(1, broken);
if (Object.keys(read).length !== 2 || Object.keys(sealed).sort().join() !== 'digest,public,signature,sm3')
  say(1, broken);
if (!isHex(sealed.public, 64) || !isHex(sealed.signature, 128)) say(1, broken);
const bytes = Buffer.from(canonical(statement), 'utf8');
if (sealed.digest !== hash('sha256', bytes)) say(1, broken);
if (sealed.sm3 !== null && getHashes().includes('sm3') && sealed.sm3 !== hash('sm3', bytes)) say(1, broken);
const known = Buffer.from(sealed.public, 'hex');
const fingerprint = hash('sha256', known);
const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), known]);
let isSigned = false;
try {
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  isSigned =
    statement.key === fingerprint.slice(0, 16) && verify(null, bytes, key, Buffer.from(sealed.signature, 'hex'));
} catch {
  isSigned = false;
}
if (!isSigned) say(1, '签名不符：内容、签名和它带来的公钥合不上。不能当真。');

const numbers = statement.numbers.map(({ title, printed }) => `  ${title}：${printed}`);
const about = [
  `《${statement.title}》 ${statement.office} ${statement.sealedAt} 由${statement.by}签章`,
  `校验码 ${codeOf(sealed.digest)}　版本 ${statement.version}　数据截至 ${statement.asOf}${statement.isSample ? '　示例数据' : ''}`,
  `公钥指纹 ${fingerprint}`,
];
if (list !== null) {
  const listed = list.keys.find(({ id, public: it }) => id === statement.key && it === sealed.public);
  const of = `公钥名单 ${value}，SHA-256 ${list.hash}：请和单位存档的核对。`;
  if (!listed) say(1, '签名自洽，但公钥不在您给的名单里：不是那个单位签的。不能当真。', of, ...about);
  if (listed.revoked)
    say(
      1,
      `签名合得上，但这把钥匙已于 ${listed.revoked.at} 作废（${listed.revoked.reason}）：只凭这份文件看不出是不是作废以前签的，请问发文单位。`,
      of,
      ...about
    );
  if (listed.until && Date.parse(statement.sealedAt) > Date.parse(listed.until))
    say(1, `签名合得上，但这把钥匙已于 ${listed.until} 停用，这份写的签章时间在那以后。不能当真。`, of, ...about);
  say(
    0,
    '真：由您手上名单里的公钥签名，一个字节也没有改动。其后的数有没有变，请问发文单位。',
    of,
    ...about,
    ...numbers,
    ...statement.says
  );
}
if (told === null)
  say(
    1,
    '签名自洽，但公钥未核对：公钥是和材料一起来的，谁都能自己做一把。请拿本单位存档纸上的指纹再核一次（--fingerprint）。',
    ...about
  );
if (told !== fingerprint) say(1, '签名自洽，但公钥不是您给的那一把：不是那个单位签的。不能当真。', ...about);
say(
  0,
  '真：由您核对过的公钥签名，一个字节也没有改动。其后的数有没有变，请问发文单位。',
  ...about,
  ...numbers,
  ...statement.says
);
