import { mkdir, open, rename, rm } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import type { Send } from './surroundings.ts';
import { messageIdOf, needId } from './letter.ts';
import { wordsOf } from './post.ts';
import { oneLine } from '../text.ts';

/**
 * A folder from which another program takes: one file a message, called after its row, so that what is written again
 * takes its own place. A file is there whole or not at all; what goes along is there before it.
 */
export const folder: Send = async ({ id, attempt, to, subject, lines, link, files = [] }, { channel, messages }) => {
  const place = resolve(messages, channel.folder ?? '');
  const named = files.map((file, at) => ({ ...file, path: `${needId(id)}-${at + 1}${ending(file.name)}` }));
  const text = [
    `主题：${oneLine(subject)}`,
    ...(to === null ? [] : [`收件人：${oneLine(to)}`]),
    `编号：${messageIdOf(needId(id))}（第 ${attempt} 次）`,
    '',
    ...lines.map(oneLine),
    ...(link === null ? [] : ['', oneLine(link)]),
    ...named.map(({ name, path }) => `附件：${oneLine(name)}（${path}）`),
  ];
  try {
    await mkdir(place, { recursive: true, mode: 0o700 });
    for (const { path, bytes } of named) await putFile(place, path, bytes);
    await putFile(place, `${needId(id)}.txt`, `${text.join('\n')}\n`);
    return { is: 'ok' };
  } catch (error) {
    return { is: 'temporary', reason: `文件夹写不进去：${wordsOf(error)}` };
  }
};

const ending = (name: string): string => (/^\.[a-z0-9]{1,8}$/i.test(extname(name)) ? extname(name) : '.bin');

async function putFile(place: string, name: string, content: string | Uint8Array): Promise<void> {
  const draft = join(place, `.${name}.${process.pid}.tmp`);
  try {
    const file = await open(draft, 'w', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, join(place, name));
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
