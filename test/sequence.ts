import { readFile } from 'node:fs/promises';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes a minute because it starts programs goes first, so that no worker is left alone with it at the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const texts = await Promise.all(sorted.map(({ moduleId }) => readFile(moduleId, 'utf8')));
    const isLong = (_: unknown, at: number) => /\/(chromium|command|uploading)\.ts'/.test(texts[at] ?? '');
    return [...sorted.filter(isLong), ...sorted.filter((each, at) => !isLong(each, at))];
  }
}
