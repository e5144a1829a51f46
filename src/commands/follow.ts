import { command } from './command.ts';
import { filled, flag, text, warehouse } from './options.ts';

export const follow = command({
  usage: `  npm run follow -- --from 存储 --warehouse 目录   跟着存储更新一个副本，直到停下
      --once                       只看一次
      --endpoint 网址、--json`,
  writesData: true,
  options: { warehouse, from: text, endpoint: filled, once: flag, json: flag },
  async run({ from, once: isOnce, ...given }) {
    if (from === null) return 'follow 要写 --from 存储：一个文件夹，或 s3://桶/前缀';
    const { followHere } = await import('#server/copies.ts');
    return followHere({ ...given, from, isOnce });
  },
});
