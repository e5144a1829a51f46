import { waitShown } from '#environment/terminal.ts';
import { command, needDimensions } from './command.ts';
import { flag, path, warehouse } from './options.ts';

export const decide = command({
  usage: `  npm run decide -- --from 文件.csv  导入一批核定（列：rule,subject,batch,reason,by,on；可加 conclusion,document,attachment）
      --warehouse 目录
      --json`,
  writesData: true,
  options: { from: path, warehouse, json: flag },
  async run({ from, warehouse, json }) {
    if (from === null) return 'decide 要写明核定表：--from 文件.csv';
    needDimensions();
    const { decideFrom, reportDecided } = await import('#tasks/decide.ts');
    const decided = await decideFrom(from, warehouse, waitShown(json));
    return { answer: decided, lines: reportDecided(decided, warehouse), isRefused: decided.reasons.length > 0 };
  },
});
