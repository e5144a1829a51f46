import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Canonical } from './canonical.ts';

const ending = '.jsonl';

/** Writes the answers of a chapter, one a line, by their addresses. */
export async function writeAnswers(folder: string, chapter: string, answers: readonly Canonical[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const sorted = [...answers].sort((a, b) => (a.address < b.address ? -1 : 1));
  const lines = sorted.map((answer) => `${JSON.stringify(answer)}\n`);
  await pipeline(Readable.from(lines), createWriteStream(join(folder, `${chapter}${ending}`)));
}

/** The chapters that a folder holds. */
export async function listChapters(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(ending));
  if (names.length === 0) throw new Error(`${folder} holds no answers`);
  return names.map((name) => name.slice(0, -ending.length)).sort();
}

/** The answers of a chapter by their addresses; none where the folder has no such chapter. */
export async function readAnswers(folder: string, chapter: string): Promise<Map<string, Canonical>> {
  const answers = new Map<string, Canonical>();
  if (!(await listChapters(folder)).includes(chapter)) return answers;
  for await (const line of createInterface(createReadStream(join(folder, `${chapter}${ending}`)))) {
    const answer = JSON.parse(line) as Canonical;
    answers.set(answer.address, answer);
  }
  return answers;
}
