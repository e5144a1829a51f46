import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isNotRead, type Fault } from '#spec/content';
import { hashOf } from '#warehouse';
import { faultsOfSubsidies } from './subsidy-files.ts';
import { isRuleName, readQuotaText, type QuotaText } from './quota-text.ts';

/** A rule of a folder, with the hash of its text and what in it does not hold. */
export interface QuotaFile extends QuotaText {
  hash: string;
  faults: readonly Fault[];
}

/** Every quota rule below `pipelines/scenarios`, by name; a folder that is not there holds none. */
export async function readQuotaFiles(folder: string): Promise<QuotaFile[]> {
  const names = (await readdir(join(folder, 'quota')).catch(() => [] as string[])).sort();
  const files = names.filter((name) => name.endsWith('.sql'));
  return Promise.all(
    files.map(async (file) => {
      const name = basename(file, '.sql');
      const text = (await readFile(join(folder, 'quota', file), 'utf8')).replaceAll('\r\n', '\n');
      const { rule, faults } = readQuotaText(name, text);
      const misnamed = isRuleName(name)
        ? []
        : [{ file: rule.file, line: null, message: '文件名要用小写字母、数字和下划线：它也是网址的一部分。' }];
      return { ...rule, hash: hashOf(text), faults: [...faults, ...misnamed] };
    })
  );
}

/** Whatever of these folders does not hold. */
export async function faultsOfScenarios(folder: string): Promise<Fault[]> {
  const names = await readdir(join(folder, 'quota')).catch(() => [] as string[]);
  const odd = names
    .filter((name) => isNotRead(name, '.sql'))
    .map((name) => ({ file: `pipelines/scenarios/quota/${name}`, line: null, message: '不会被读到：这里只读 .sql。' }));
  return [
    ...odd,
    ...(await readQuotaFiles(folder)).flatMap(({ faults }) => faults),
    ...(await faultsOfSubsidies(folder)),
  ];
}
