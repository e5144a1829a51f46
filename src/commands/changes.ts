import { command, needDimensions } from './command.ts';
import { filled, flag, several, text, warehouse } from './options.ts';

export const changes = command({
  usage: `  npm run changes -- --from 版本 --to 版本   两个版本之间变了什么：项目、文件、核查结论
      --metric 指标 --filter city=济南市   一个数为什么变了：逐项、逐格，加起来正好是变动
      --scope city=济南市          只看一个范围能看的
      --json`,
  options: { warehouse, from: text, to: text, metric: filled, filter: several, scope: text, json: flag },
  async run({ filter: filters, ...given }) {
    needDimensions();
    const { tellChanges } = await import('#tasks/changes.ts');
    return tellChanges({ ...given, filters });
  },
});
