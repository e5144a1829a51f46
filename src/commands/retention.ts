import { root } from '#environment/content.ts';
import { stepsShown } from '#environment/terminal.ts';
import { command } from './command.ts';
import { filled, flag, path, several, trimmed, warehouse } from './options.ts';

export const retention = command({
  usage: `  npm run retention                各样东西留多久（data/retention），现在有什么到期；什么也不动
  npm run retention -- --apply --by 姓名   到期的清理掉；--dry-run 只看
  npm run retention -- erase [选项]   把人从原件、版本、上传、记录、备份里清除；数、结论、哈希都不变。不加 --apply 只是预览
      --persons 文件               一行一个：姓名、电话、邮箱（命令行里的会留在历史里，写在文件里不会）
      --person 文字                同上，可以重复
      --project 编号               这个项目的联系人、电话，可以重复；别的项目还写着的留着
      --by 姓名 --basis 依据       谁清除、凭什么，登记在案
      --apply                      真的清除；不能退回
  npm run retention -- resume      上一次被中断的，做完它
      --backups 文件夹             备份放在哪里；不写的，备份里的没有清除
      --warehouse 目录
      --json`,
  words: 1,
  writesData: true,
  options: {
    warehouse,
    backups: filled,
    person: several,
    persons: filled,
    project: several,
    dryRun: flag,
    apply: flag,
    by: trimmed(60),
    basis: trimmed(200),
    root: path,
    json: flag,
  },
  async run({ words: [verb = null], json, ...given }) {
    const { retentionCommand } = await import('#tasks/retention.ts');
    return retentionCommand(verb, { ...given, root: given.root ?? root, onProgress: stepsShown(json) });
  },
});
