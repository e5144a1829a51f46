import { waitShown } from '#environment/terminal.ts';
import { command } from './command.ts';
import { flag, path, warehouse } from './options.ts';

export const backup = command({
  usage: `  npm run backup -- --to 文件夹    备份全部：版本、原件、账号、核定、记录；开着也能做，没有变的不另占地方
      --warehouse 目录、--json`,
  options: { warehouse, to: path, json: flag },
  async run({ warehouse, to, json }) {
    if (to === null) return 'backup 要写 --to 备份放在哪个文件夹';
    const { backUpTo } = await import('#tasks/safekeeping.ts');
    return backUpTo(to, warehouse, waitShown(json, '一个导入结束'));
  },
});
