import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

interface Block {
  language: string;
  file: string | undefined;
  lines: string[];
}

/** The fenced blocks of a document. What stands behind the language names the file that the block is taken from. */
function blocksOf(document: string): Block[] {
  return Array.from(document.matchAll(/^```(\w*)(?: (\S+))?\n([\s\S]*?)^```$/gm), ([, language, file, text]) => ({
    language: language!,
    file,
    lines: text!.trimEnd().split('\n'),
  }));
}

/** What an excerpt leaves out is an … within a line, or a line of it. */
function isExcerpt(text: string, lines: readonly string[]): boolean {
  const escaped = (part: string) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const patterns = lines.map((line) =>
    line.trim() === '…' ? '(?:.*\\n)*?' : ` *${line.trim().split('…').map(escaped).join('.*')}\\n`
  );
  return new RegExp(patterns.join(''), 'm').test(`${text}\n`);
}

const scripts = Object.keys(
  (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }).scripts
);

describe.each(['README.md', 'CONTRIBUTING.md'])('%s', (name) => {
  const document = readFileSync(name, 'utf8');

  // What the recipes show is new: test/recipes makes it.
  test.skipIf(name === 'CONTRIBUTING.md')('shows code as it stands in the files', () => {
    const code = blocksOf(document).filter(({ language }) => ['sql', 'ts', 'csv', 'svelte'].includes(language));
    const wrong = code.filter(
      ({ file, lines }) => file === undefined || !existsSync(file) || !isExcerpt(readFileSync(file, 'utf8'), lines)
    );
    expect(wrong.map(({ file, lines }) => [file, lines[0]])).toEqual([]);
  });

  test('names commands that there are', () => {
    const named = Array.from(document.matchAll(/npm run ([a-z][a-z:-]*)/g), ([, script]) => script!);
    expect(named.filter((script) => !scripts.includes(script))).toEqual([]);
  });

  test('leads to files and headings that there are', () => {
    const headings = Array.from(document.matchAll(/^#+ (.*)$/gm), ([, heading]) =>
      heading!
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} -]/gu, '')
        .replaceAll(' ', '-')
    );
    const links = Array.from(document.matchAll(/\]\(([^)]+)\)/g), ([, link]) => link!);
    const lost = links.filter((link) => {
      const [file = '', heading] = link.split('#');
      if (file !== '') return !existsSync(file);
      return heading !== undefined && !headings.includes(heading);
    });
    expect(lost).toEqual([]);
  });
});

test('an excerpt that differs from its file in a word is told', () => {
  expect(isExcerpt('select a\nfrom b\nwhere c', ['select a', 'from b'])).toBe(true);
  expect(isExcerpt('  select a,\n  b\nfrom c', ['select …', '…', 'from c'])).toBe(true);
  expect(isExcerpt('select a\nfrom b', ['select a', 'from c'])).toBe(false);
  expect(isExcerpt('select a\nwhere d\nfrom b', ['select a', 'from b'])).toBe(false);
});
