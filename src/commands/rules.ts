import { resolve } from 'node:path';
import { content } from '#environment/content.ts';
import { stepsShown } from '#environment/terminal.ts';
import { command, needDimensions } from './command.ts';
import { day, filled, flag, warehouse } from './options.ts';

export const rules = command({
  usage: `  npm run rules -- [选项]          换一套口径或截至日，哪些核查结论会变；只比较，不发布
      --compare 文件夹             另一套口径，与 data/reference 同样的文件；缺的文件用现行的
      --as-of 日期                 另一个截至日
      --warehouse 目录
      --json`,
  options: { compare: filled, asOf: day, warehouse, json: flag },
  async run({ compare, asOf, warehouse, json }) {
    if (compare === null && asOf === null)
      return 'rules 要给出另一套口径（--compare 文件夹）或另一个截至日（--as-of 日期）';
    needDimensions();
    const { compareRules, reportComparedRules } = await import('#pipeline');
    const other = compare === null ? null : resolve(compare);
    const compared = await compareRules({ ...content, warehouse, other, asOf, onProgress: stepsShown(json) });
    return { answer: compared, lines: reportComparedRules(compared), isRefused: compared.reasons.length > 0 };
  },
});
