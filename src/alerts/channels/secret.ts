import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { secretNames, type Secret, type SecretName } from './channel.ts';

/**
 * What a channel knows that nobody is told: a file called after it, `名字 = 值` a line, for its owner alone. Where there
 * is none, nothing is. No Error of it says what stands in it.
 */
export async function readSecret(folder: string, name: string): Promise<Secret> {
  const path = join(folder, name);
  const unread = ({ code = '' }: NodeJS.ErrnoException) =>
    new Error(
      `密钥文件 ${path} 读不了（${code}）${code === 'EACCES' ? '：它要归运行这个命令、这个服务的用户所有' : ''}`
    );
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw unread(error);
  });
  if (found === null) return {};
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0)
    throw new Error(`密钥文件 ${path} 别人也能读，没有用它。请运行 chmod 600 ${path}`);
  const read = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => Promise.reject(unread(error)));
  const text = read.replace(/^\ufeff/, '');
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const said = new Map<SecretName, string>();
  for (const [at, line] of lines.entries()) {
    if (line === '' || line.startsWith('#')) continue;
    const cut = line.indexOf('=');
    const key = cut < 0 ? '' : line.slice(0, cut).trim();
    if (!isName(key)) throw new Error(`密钥文件 ${path} 第 ${at + 1} 行要写成 ${secretNames.join('、')} = …`);
    if (said.has(key)) throw new Error(`密钥文件 ${path} 里 ${key} 写了两次`);
    said.set(key, line.slice(cut + 1).trim());
  }
  return Object.fromEntries(said);
}

const isName = (text: string): text is SecretName => (secretNames as readonly string[]).includes(text);

/** A text in which nothing secret stands, whoever wrote it. */
export function withoutSecrets(text: string, secret: Secret): string {
  const hidden = Object.values(secret)
    .flatMap((value) => [value, ...partsOfAddress(value)])
    .flatMap((value) => [
      value,
      encodeURIComponent(value),
      Buffer.from(value).toString('base64').replace(/=+$/, ''),
      JSON.stringify(value).slice(1, -1),
    ])
    .filter((value) => value.length >= 4)
    .sort((one, other) => other.length - one.length);
  return hidden.reduce((kept, value) => kept.replaceAll(value, '***'), text);
}

/** Of an address the part that says where, not the host, which is listed. */
function partsOfAddress(value: string): string[] {
  if (!URL.canParse(value)) return [];
  const { pathname, search, searchParams, username, password } = new URL(value);
  const last = pathname.split('/').filter((part) => part.length >= 12);
  return [pathname + search, search.slice(1), ...last, ...searchParams.values(), username, password];
}
