/** What changed for the people who use it, as one text says it. */
export interface ReleaseText {
  version: string;
  title: string;
  parts: { title: string; lines: { text: string; path: string | null }[] }[];
}

/**
 * Reads such a text: a heading that begins with its number, a part for each reader, and lines that may say where to
 * look behind an arrow. A line that is none of these is an Error: nothing that was written is passed over.
 */
export function readReleaseText(text: string): ReleaseText {
  const read: ReleaseText = { version: '', title: '', parts: [] };
  for (const line of text.split('\n').map((each) => each.trim())) {
    const [, mark, said = ''] = /^(#{1,2}|-) (.+)$/.exec(line) ?? [];
    const part = read.parts.at(-1);
    if (mark === '#' && read.version === '') {
      read.title = said;
      read.version = /^\d+\.\d+\.\d+/.exec(said)?.[0] ?? '';
    } else if (mark === '##') read.parts.push({ title: said, lines: [] });
    else if (mark === '-' && part) {
      const [words = '', path = null] = said.split(' → ');
      part.lines.push({ text: words, path });
    } else if (line !== '') throw new Error(`不是标题，也不是一条：${line}`);
  }
  return read;
}

/** The newest first: 0.10.0 before 0.9.0. */
export const newestFirst = (texts: readonly ReleaseText[]): ReleaseText[] =>
  texts.toSorted((one, other) => {
    const [a, b] = [one, other].map(({ version }) => version.split('.').map(Number));
    const at = [0, 1, 2].find((each) => a?.[each] !== b?.[each]) ?? 0;
    return (b?.[at] ?? 0) - (a?.[at] ?? 0);
  });
