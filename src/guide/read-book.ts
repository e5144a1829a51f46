import type { GuideBlock, GuideBook, GuidePart, GuideTask } from '#spec';
import { listOf, type Fault } from '#spec/content';

/** A handbook as its file says it, the lines of its pieces beside it. */
export interface ReadBook {
  file: string;
  book: GuideBook;
  faults: Fault[];
  /** Where a block stands in the file. */
  lines: ReadonlyMap<GuideBlock, number>;
}

/**
 * Reads a handbook: its title behind `# `, what it is for, `角色：` whose it is, and its tasks behind `## name title`. A
 * line of a task is a sentence, a step behind `1. `, a note behind `> `, a command between fences, or a picture
 * `![caption](name)`. In them `[…](/address)` is gone to, 【…】 is pressed, `…` is written, 「…」 is then seen.
 */
export function readBook(name: string, text: string): ReadBook {
  const file = `data/guide/${name}.md`;
  const faults: Fault[] = [];
  const lines = new Map<GuideBlock, number>();
  const wrong = (line: number, message: string) => void faults.push({ file, line, message });
  const book: GuideBook = { name, title: '', description: '', roles: [], tasks: [] };
  let command: string[] | null = null;
  for (const [at, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    const number = at + 1;
    const task = book.tasks.at(-1);
    const add = (block: GuideBlock) => {
      if (!task) return wrong(number, '步骤要写在一件事（## ）里。');
      task.blocks.push(block);
      lines.set(block, number);
    };
    if (line.startsWith('```')) {
      if (command !== null) add({ kind: 'command', text: command.join('\n') });
      command = command === null ? [] : null;
    } else if (command !== null) command.push(raw.trimEnd());
    else if (line === '' || line.startsWith('<!--')) continue;
    else if (line.startsWith('## ')) book.tasks.push(taskOf(line.slice(3).trim(), book.tasks, (m) => wrong(number, m)));
    else if (line.startsWith('# ')) book.title = line.slice(2).trim();
    else if (!task && line.startsWith('角色：')) book.roles.push(...listOf(line.slice(3)));
    else if (!task) book.description += line;
    else add(blockOf(line));
  }
  if (command !== null) wrong(text.split('\n').length, '命令没有结束：还少一行 ```。');
  if (book.title === '') wrong(1, '没有标题：第一行要写“# 标题”。');
  if (book.tasks.length === 0) wrong(1, '一件事也没有：每件事以“## 英文名 题目”开头。');
  for (const { title, blocks } of book.tasks)
    if (!blocks.some(({ kind }) => kind === 'step' || kind === 'command')) wrong(1, `“${title}”里一个步骤也没有。`);
  return { file, book, faults, lines };
}

function taskOf(said: string, before: readonly GuideTask[], wrong: (message: string) => void): GuideTask {
  const [, name = '', title = ''] = /^([a-z][a-z0-9-]*) +(.+)$/.exec(said) ?? [];
  if (name === '') wrong(`“## ${said}”：要写成“## 英文名 题目”，英文名是它的网址。`);
  if (name === 'whole') wrong('whole 是整本的网址，换一个英文名。');
  if (before.some((each) => each.name === name)) wrong(`有两件事都叫 ${name}。`);
  return { name, title: title || said, blocks: [] };
}

function blockOf(line: string): GuideBlock {
  const [, caption, picture] = /^!\[([^\]]*)\]\(([a-z0-9-]+)\)$/.exec(line) ?? [];
  if (caption !== undefined && picture !== undefined) return { kind: 'picture', picture, caption, size: null };
  if (/^\d+\. /.test(line)) return { kind: 'step', parts: partsOf(line.replace(/^\d+\. +/, '')) };
  if (line.startsWith('> ')) return { kind: 'note', parts: partsOf(line.slice(2)) };
  return { kind: 'text', parts: partsOf(line) };
}

function partsOf(line: string): GuidePart[] {
  return line
    .split(/(\[[^\]]+\]\([^)\s]+\)|【[^】]+】|「[^」]+」|`[^`]+`)/)
    .filter((piece) => piece !== '')
    .map((piece): GuidePart => {
      const inner = piece.slice(1, -1);
      if (piece.startsWith('【')) return { press: inner };
      if (piece.startsWith('「')) return { see: inner };
      if (piece.startsWith('`') && piece.length > 1) return { type: inner };
      const [, go, to] = /^\[([^\]]+)\]\(([^)]+)\)$/.exec(piece) ?? [];
      return go !== undefined && to !== undefined ? { go, to } : { text: piece };
    });
}

/** What a part says, as it is read aloud. */
export const wordsOf = (part: GuidePart): string =>
  'text' in part
    ? part.text
    : 'go' in part
      ? part.go
      : 'press' in part
        ? `“${part.press}”`
        : 'type' in part
          ? part.type
          : `“${part.see}”`;
