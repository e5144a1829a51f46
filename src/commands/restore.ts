import { command } from './command.ts';
import { flag, path, warehouse } from './options.ts';

export const restore = command({
  usage: `  npm run restore -- --from 文件夹 从最后一份备份恢复；已有数据时不覆盖
      --warehouse 目录             恢复到哪里
      --keep-tokens                令牌和订阅地址照旧有效；不写就全部作废，因为看不出备份以后作废过哪些
      --json`,
  options: { warehouse, from: path, keepTokens: flag, json: flag },
  async run({ warehouse, from, keepTokens }) {
    if (from === null) return 'restore 要写 --from 备份在哪个文件夹';
    const { bringBackFrom } = await import('#tasks/safekeeping.ts');
    return bringBackFrom(from, warehouse, { keepsTokens: keepTokens });
  },
});
