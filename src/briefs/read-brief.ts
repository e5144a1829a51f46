import type { Fault } from '#spec/content';

/** A piece of a sentence as it is written: words, or a mark and the line that it stands in. */
export type WrittenPart = { text: string } | { mark: string; line: number };

export type WrittenBlock =
  | { kind: 'text'; isItem: boolean; parts: WrittenPart[] }
  | { kind: 'figure'; figure: string; first: number | null; line: number };

/** A report as its file says it. */
export interface WrittenBrief {
  name: string;
  file: string;
  title: string;
  description: string;
  sections: { title: string; blocks: WrittenBlock[] }[];
  faults: Fault[];
}

const figureLine = /^\[\[([^\]]*)\]\]$/;
const figureName = /^([a-z0-9-]+\/[a-z0-9-]+)(?:\s+(\d{1,4}))?$/;

/**
 * Reads a report: its title behind `# `, what it is for, and its sections behind `## `. A line of a section is a
 * sentence with marks `{{…}}` in it, an item behind `- `, or a figure `[[dashboard/panel]]`, with a number behind it
 * that says how many of its rows are printed. Lines that follow each other are one paragraph.
 */
export function readBrief(name: string, text: string): WrittenBrief {
  const file = `data/briefs/${name}.md`;
  const brief: WrittenBrief = { name, file, title: '', description: '', sections: [], faults: [] };
  const wrong = (line: number, message: string) => void brief.faults.push({ file, line, message });
  let open: { parts: WrittenPart[] } | null = null;
  for (const [at, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    const number = at + 1;
    const section = brief.sections.at(-1);
    const isPlain = !/^(?:#|- |\[\[)/.test(line) && line !== '';
    if (!isPlain) open = null;
    if (line === '' || line.startsWith('<!--')) continue;
    if (line.startsWith('## ')) {
      const title = line.slice(3).trim();
      if (brief.sections.some((each) => each.title === title)) wrong(number, `有两节都叫“${title}”。`);
      brief.sections.push({ title, blocks: [] });
    } else if (line.startsWith('# ')) {
      if (brief.title !== '' || section) wrong(number, '标题（# ）只能有一个，写在最前面。');
      brief.title = line.slice(2).trim();
    } else if (!section) {
      if (!isPlain) wrong(number, '图表和条目要写在一节（## ）里。');
      brief.description += line;
    } else if (figureLine.test(line)) {
      const [, written = ''] = figureLine.exec(line) ?? [];
      const [, figure, first] = figureName.exec(written.trim()) ?? [];
      if (figure === undefined) wrong(number, `看不懂 [[${written}]]：要写 [[看板/图表]]，后面可以写印几行。`);
      else
        section.blocks.push({
          kind: 'figure',
          figure,
          first: first === undefined ? null : Number(first),
          line: number,
        });
    } else {
      const isItem = line.startsWith('- ');
      const parts = partsOf(isItem ? line.slice(2) : line, number);
      if (open && isPlain) open.parts.push(...parts);
      else {
        const block: WrittenBlock = { kind: 'text', isItem, parts };
        section.blocks.push(block);
        open = block;
      }
    }
  }
  if (brief.title === '') wrong(1, '没有标题：第一行要写“# 标题”。');
  if (brief.sections.length === 0) wrong(1, '一节也没有：每一节以“## 题目”开头。');
  return { ...brief, title: brief.title || name };
}

function partsOf(line: string, number: number): WrittenPart[] {
  return line
    .split(/(\{\{.*?\}\})/)
    .filter((piece) => piece !== '')
    .map((piece) =>
      piece.startsWith('{{') && piece.endsWith('}}')
        ? { mark: piece.slice(2, -2).trim(), line: number }
        : { text: piece }
    );
}
