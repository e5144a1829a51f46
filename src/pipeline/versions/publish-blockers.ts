import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { isFile, walkFolder } from '#intake';
import type { LoadSummary } from './receipt.ts';

/** Why a folder cannot be loaded at all, before a file is read, or null. */
export async function checkInput(folder: string, warehouse: string): Promise<string | null> {
  const there = await stat(folder).catch(() => null);
  if (!there) return `找不到文件夹 ${folder}。请核对路径。`;
  if (!there.isDirectory()) return `${folder} 不是文件夹。请给出存放申报材料的文件夹，而不是其中的一个文件。`;
  if ((await stat(warehouse).catch(() => null))?.isDirectory() === false)
    return `数据仓库目录 ${warehouse} 是一个文件。请换一个目录（--warehouse）。`;
  const way = relative(await realpath(folder), await realPathOf(warehouse));
  // On Windows there is no way from one disk to another.
  if (!/^\.\.([/\\]|$)/.test(way) && !isAbsolute(way)) {
    return `数据仓库目录 ${warehouse} 在要导入的文件夹 ${folder} 里面。请换一个目录（--warehouse）。`;
  }
  if (!(await walkFolder(folder)).some(isFile))
    return `文件夹 ${folder} 是空的（说明文字和隐藏文件不算）。请放入各表的文件后再导入。`;
  return null;
}

/** Where a folder lies or will lie, whatever links lead to it. */
async function realPathOf(path: string): Promise<string> {
  const whole = resolve(path);
  return realpath(whole).catch(async () =>
    dirname(whole) === whole ? whole : join(await realPathOf(dirname(whole)), basename(whole))
  );
}

/** Why what was built cannot be published, each with what to do; none where it can. */
export function publishBlockers({ files, assertions, projects }: LoadSummary): string[] {
  return [
    ...assertions
      .filter(({ broken }) => broken > 0)
      .map(
        ({ title, name, broken }) =>
          `平衡校验“${title}”不成立（${broken} 处，pipelines/assertions/${name}.sql）。这是程序或口径的错误，请联系维护人员。`
      ),
    ...(files.some(({ status }) => status === 'loaded')
      ? []
      : ['没有一个文件可以导入。请按下面列出的原因修改文件，或核对文件夹。']),
    ...(projects > 0
      ? []
      : ['没有一个项目可以导入：每个项目都要有一行可用的申报信息。请按下面列出的原因修改后重新导入。']),
  ];
}
