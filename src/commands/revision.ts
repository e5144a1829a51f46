import { command, needDimensions } from './command.ts';
import { flag, path, text, trimmed, version, warehouse } from './options.ts';

export const revision = command({
  usage: `  npm run revision -- draft 校验码 --by 姓名   从一份印发的材料起草数据变动说明：不再成立的数和原因
      --to 版本 --scope city=济南市   比到哪个版本；只给一个范围的一份
  npm run revision -- list          各份到哪一步；show 编号 看一份
  npm run revision -- cause 编号 第几条 --kind 更新|改进|更正|决定 --reason 理由 --document 文号 --by 姓名
  npm run revision -- words 编号 --effect 是否影响已作出的决定 --sent-to 去向 --by 姓名
  npm run revision -- review 编号 --by 姓名   审核；issue 编号 --by 姓名 签发：编号、签章、登记；drop 编号 --reason 原因 作废草稿
      --warehouse 目录
      --json`,
  words: 3,
  writesData: true,
  options: {
    warehouse,
    keys: path,
    office: text,
    by: trimmed(60),
    to: version,
    scope: text,
    kind: trimmed(),
    reason: trimmed(),
    document: trimmed(),
    effect: trimmed(),
    sentTo: trimmed(),
    json: flag,
  },
  async run(given) {
    needDimensions();
    const { revisionCommand } = await import('#tasks/revision.ts');
    return revisionCommand(given);
  },
});
