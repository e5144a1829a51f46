import { command } from './command.ts';
import { flag, path, warehouse } from './options.ts';

export const restore = command({
  usage: `  npm run restore -- --from 文件夹 从最后一份备份恢复；已有数据时不覆盖
      --warehouse 目录             恢复到哪里
      --json`,
  options: { warehouse, from: path, json: flag },
  async run({ warehouse, from }) {
    if (from === null) return 'restore 要写 --from 备份在哪个文件夹';
    const { bringBackFrom } = await import('#tasks/safekeeping.ts');
    return bringBackFrom(from, warehouse);
  },
});
