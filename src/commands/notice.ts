import { root } from '#environment/content.ts';
import { command } from './command.ts';
import { flag, path, text } from './options.ts';

export const notice = command({
  usage: `  npm run notice -- new 名字 --from 名字    开一年新通知：写一个文件夹，每个值都待填，旁边是上一份通知的值
  npm run notice -- check [名字]   一份通知还有什么没有录全、写得不对；不写名字的看全部；还有一项，退出码就是 1
      --root 文件夹                另一处的 pipelines 和 data/reference（默认本程序自己的）；new 也可以写
      --json`,
  words: 2,
  options: { from: text, root: path, json: flag },
  isForAll: true,
  async run({ words: [verb, name = null], from, ...given }) {
    const { checkNotices, newNotice } = await import('#tasks/notice.ts');
    const folder = given.root ?? root;
    if (verb === 'check') return checkNotices(folder, name);
    if (verb !== 'new') return 'notice 后面要写 new 或 check';
    if (name === null || from === null)
      return 'notice new 要写明新通知的名字和 --from 上一份的名字，如 new 2026 --from 2025';
    return newNotice(folder, name, from);
  },
});
