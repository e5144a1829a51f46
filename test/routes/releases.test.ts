import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { newestFirst, readReleaseText } from '../../src/routes/releases/read.ts';

const folder = 'src/routes/releases/texts';
const texts = globSync(`${folder}/*.md`).map((path) => ({
  named: basename(path, '.md'),
  ...readReleaseText(readFileSync(path, 'utf8')),
}));
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

test('the program, and each release that the changelog names, says to officers what changed', () => {
  const told = readFileSync('CHANGELOG.md', 'utf8')
    .split('\n')
    .flatMap((line) => /^## (?!Unreleased)v?(\S+)/.exec(line)?.[1] ?? []);
  expect(texts.map(({ named }) => named)).toEqual(expect.arrayContaining([version, ...told]));
});

test.each(texts)('$named is told under its own number, in Chinese, and leads to pages that there are', (text) => {
  expect(text.version).toBe(text.named);
  expect(text.parts.length).toBeGreaterThan(0);
  const pages = globSync('src/routes/**/+page.svelte').map((file) =>
    file.slice('src/routes'.length).replace(/\/\+page\.svelte$/, '')
  );
  const dashboards = globSync('dashboards/*/dashboard.ts').map((file) => `/${file.split('/')[1]}`);
  for (const { title, lines } of text.parts) {
    expect(lines.length, title).toBeGreaterThan(0);
    for (const { text: said, path } of lines) {
      expect(said).toMatch(/[\u4e00-\u9fff]{4}/);
      if (path !== null) expect([...pages, ...dashboards]).toContain(path.split('?')[0]);
    }
  }
});

test('a line that is neither a heading nor an item is refused, and numbers are in the order of numbers', () => {
  expect(() => readReleaseText('# 1.0.0\n## 各市\n随便一句')).toThrow('随便一句');
  expect(() => readReleaseText('- 没有给谁')).toThrow();
  const order = newestFirst(['0.9.0', '0.10.0', '0.10.1'].map((each) => readReleaseText(`# ${each} 题`)));
  expect(order.map((each) => each.version)).toEqual(['0.10.1', '0.10.0', '0.9.0']);
});
