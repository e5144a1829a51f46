import { command } from './command.ts';
import { filled, flag, warehouse } from './options.ts';

export const push = command({
  usage: `  npm run push -- --to 存储        把已发布的发布到存储，给别的机器读；退出码 1：没有发成
      --verify                     存储里已有的也逐件核对校验值，坏了的重放
      --prune                      发完清理存储里没有人再用的
      --endpoint 网址、--warehouse 目录、--json`,
  writesData: true,
  options: { warehouse, to: filled, endpoint: filled, verify: flag, prune: flag, json: flag },
  async run({ to, prune: isPruning, ...given }) {
    if (to === null) return 'push 要写 --to 存储：一个文件夹，或 s3://桶/前缀';
    const { pushOnce, reportPushed } = await import('#tasks/push.ts');
    const pushed = await pushOnce({ ...given, to, isPruning });
    return { answer: pushed, lines: reportPushed(pushed), isRefused: pushed.reason !== null };
  },
});
