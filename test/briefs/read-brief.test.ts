import { describe, expect, test } from 'vitest';
import { readBrief } from '../../src/briefs/read-brief.ts';

const text = `# 简报

给处里看的，
也给市里看。

## 一、名额

推荐名额 {{推荐名额}}，
已用 {{占用名额}}。
<!-- 不印 -->

- 超出 {{超出名额}}
[[quota/by-city]]
[[overview/overdue 15]]

## 二、其他
没有标记。
`;

describe('a report', () => {
  const brief = readBrief('简报', text);

  test('has a title, what it is for, and sections of sentences, items and figures', () => {
    expect(brief).toMatchObject({ title: '简报', description: '给处里看的，也给市里看。', faults: [] });
    expect(brief.sections.map(({ title, blocks }) => [title, blocks.map(({ kind }) => kind)])).toEqual([
      ['一、名额', ['text', 'text', 'figure', 'figure']],
      ['二、其他', ['text']],
    ]);
  });

  test('lines that follow each other are one paragraph; a mark knows its line', () => {
    const [paragraph, item, , figure] = brief.sections[0]!.blocks;
    expect(paragraph).toEqual({
      kind: 'text',
      isItem: false,
      parts: [
        { text: '推荐名额 ' },
        { mark: '推荐名额', line: 8 },
        { text: '，' },
        { text: '已用 ' },
        { mark: '占用名额', line: 9 },
        { text: '。' },
      ],
    });
    expect(item).toMatchObject({ isItem: true });
    expect(figure).toMatchObject({ figure: 'overview/overdue', first: 15 });
  });
});

test.each([
  ['没有标题', '## 一\n字\n', 1],
  ['一节也没有', '# 简报\n', 1],
  ['有两节都叫', '# 简报\n## 一\n## 一\n', 3],
  ['看不懂', '# 简报\n## 一\n[[名额]]\n', 3],
  ['要写在一节', '# 简报\n[[quota/by-city]]\n', 2],
  ['只能有一个', '# 简报\n## 一\n# 又一个\n', 3],
])('says what is wrong and where: %s', (message, written, line) => {
  const { faults } = readBrief('x', written);
  expect(faults[0]).toMatchObject({ file: 'data/briefs/x.md', line, message: expect.stringContaining(message) });
});
