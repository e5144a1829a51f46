import type { Canonical } from './canonical.ts';
import { compareValues, type Difference } from './diff.ts';
import type { Meant } from './meant.ts';
import { listChapters, readAnswers } from './store.ts';
import { telling } from './telling.ts';

/** A difference that nobody meant. */
export interface Told extends Difference {
  chapter: string;
  address: string;
}

export interface Report {
  chapters: { name: string; answers: number; values: number; differences: number }[];
  differences: Told[];
  /** How many differences each meant one explained, by its words. */
  explained: { meant: string; reason: string; count: number }[];
}

/** Compares the answers kept in two folders, chapter by chapter. */
export async function compareFolders(before: string, after: string, meant: Meant): Promise<Report> {
  const names = [...new Set([...(await listChapters(before)), ...(await listChapters(after))])].sort();
  const told = telling(meant);
  const report: Report = { chapters: [], differences: [], explained: [] };
  for (const name of names) {
    const answersNow = await readAnswers(after, name);
    const now = new Map(Array.from(answersNow.values(), (answer) => [told.address(answer.address), answer]));
    const chapter = { name, answers: 0, values: 0, differences: 0 };
    const tell = (address: string, differences: readonly Difference[]) => {
      const unmeant = differences.filter((difference) => !told.isMeant(address, difference));
      chapter.differences += unmeant.length;
      report.differences.push(...unmeant.map((difference) => ({ chapter: name, address, ...difference })));
    };
    for (const [address, answer] of await readAnswers(before, name)) {
      const other = now.get(told.address(address));
      now.delete(told.address(address));
      if (!other) {
        tell(address, [{ at: '', before: answer.status, after: undefined }]);
        continue;
      }
      const { values, differences } = compareValues(spoken(answer), spoken(other), told.of(address));
      chapter.answers++;
      chapter.values += values;
      tell(address, differences);
    }
    for (const { address, status } of now.values()) tell(address, [{ at: '', before: undefined, after: status }]);
    report.chapters.push(chapter);
  }
  return { ...report, explained: told.explained() };
}

const spoken = ({ status, type, headers, value }: Canonical) => ({ status, type, headers, value });
