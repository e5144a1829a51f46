import { readFile } from 'node:fs/promises';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The projects in the order that they run in, each whole: a process that files share goes when the next file is of
 * another. The last has the many short ones, so that all workers end at one time.
 */
const projects = ['alone', 'sharing', 'rooms'];

/** What takes a minute because it starts programs goes first, so that no worker is left alone with it at the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const texts = await Promise.all(sorted.map(({ moduleId }) => readFile(moduleId, 'utf8')));
    const isLong = (at: number) => /\/(chromium|command|uploading)\.ts'/.test(texts[at] ?? '');
    const rankOf = (file: TestSpecification, at: number) =>
      2 * projects.indexOf(file.project.name) + (isLong(at) ? 0 : 1);
    const ranked = sorted.map((file, at) => ({ file, rank: rankOf(file, at) }));
    return ranked.sort((a, b) => a.rank - b.rank).map(({ file }) => file);
  }
}
