import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCheckTitles } from '#pipeline';

/**
 * The names of the checks that a program tells while it reads: what is written as `check: '…'`,
 * or as the first argument of what makes an issue.
 */
function checksOf(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files.flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const said = /\bcheck(?::|\s*=)\s*(?:[^,;\n]*\? *)?'([a-z_]+)'(?: *: *'([a-z_]+)')?/g;
    const made = /\b(?:is|Unreadable|issue|mark|cell|refuse|[a-zA-Z]*Issue|[a-zA-Z]*Finding)\(\s*'([a-z_]+)'/g;
    return [...text.matchAll(said), ...text.matchAll(made)].flatMap(
      ([, one, other]) => [one, other ?? one] as string[]
    );
  });
}

const ofModels = ['checks', 'links', 'warnings'].flatMap((stage) =>
  readdirSync(`pipelines/${stage}`).map((file) => file.replace(/\.sql$/, ''))
);

test('every check that a clerk may be told has a Chinese title, and every title a check', async () => {
  const titles = await readCheckTitles('pipelines');
  const told = new Set([...checksOf('src/intake'), ...checksOf('src/xlsx'), ...ofModels]);
  expect([...told].filter((check) => !/\p{Script=Han}/u.test(titles.get(check) ?? ''))).toEqual([]);
  const written = ['src/intake', 'src/xlsx'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && file !== 'titles.ts')
      .map((file) => readFileSync(join(folder, file), 'utf8'))
  );
  const isTold = (check: string) => ofModels.includes(check) || written.some((text) => text.includes(`'${check}'`));
  expect([...titles.keys()].filter((check) => !isTold(check))).toEqual([]);
});
