import { command, needDimensions } from './command.ts';
import { flag, text, version, warehouse } from './options.ts';

export const alerts = command({
  usage: `  npm run alerts -- --dry-run       现在会告诉谁什么；什么也不写，什么也不发
      --version 版本               默认当前的
      --test 通道                  用一条试发的消息试一个通道（data/alerts/channels.csv 里的名字）
      --to 邮箱                    试邮件时发到哪里；默认发给它自己的发件人
      --warehouse 目录
      --json`,
  writesData: true,
  options: { warehouse, version, dryRun: flag, test: text, to: text, json: flag },
  /** What would be told to whom, writing nothing; or a message that tries one channel. */
  async run({ warehouse, version, dryRun, test: name, to }) {
    needDimensions();
    if (name === null && !dryRun) return 'alerts 后面要写 --dry-run，或者 --test 通道';
    if (to !== null && name === null) return '--to 要和 --test 通道 一起写';
    if (name !== null) {
      const { testChannel } = await import('#tasks/test-channel.ts');
      const { alertsFolders } = await import('#server/alerts-content.ts');
      const tried = await testChannel({ name, tables: alertsFolders.tables, warehouse, to });
      return { answer: tried, lines: tried.lines, isRefused: !tried.isSent };
    }
    const { alertsWouldTell, reportWouldTell } = await import('#tasks/alerts.ts');
    const told = await alertsWouldTell({ warehouse, version });
    return { answer: told, lines: reportWouldTell(told) };
  },
});
