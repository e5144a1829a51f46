import { command } from './command.ts';
import { bytes, day, flag, trimmed, warehouse } from './options.ts';

export const load = command({
  usage: `  npm run load -- 文件夹 [选项]    导入一个文件夹，发布一个版本
      --warehouse 目录             数据仓库（默认 data/warehouse；安装包的在解开的文件夹里）
      --as-of 日期                 判定的截至日，如 2026-06-30（默认用各批次自己的）
      --dry-run                    只试，不发布
      --by 姓名                    交表的人，写进回执
      --accept                     口径变了、会改动已经截止的批次的，也照样发布
      --memory 大小                导入最多用多少内存，如 4GB（默认够用就行，不超过机器的一半）
      --json                       结果写成 JSON，含全部问题`,
  words: 1,
  writesData: true,
  options: { warehouse, asOf: day, dryRun: flag, by: trimmed(60), accept: flag, memory: bytes, json: flag },
  async run({ words: [folder = ''], ...given }) {
    if (!folder.trim()) return 'load 要给出一个文件夹';
    const { loadFolder } = await import('#tasks/load.ts');
    const { status, ...told } = await loadFolder(folder, given);
    if (status !== 'published' && status !== 'unchanged') return told;
    const { sayServedElsewhere } = await import('#tasks/served-elsewhere.ts');
    return { ...told, afterwards: () => sayServedElsewhere(given.warehouse) };
  },
});
