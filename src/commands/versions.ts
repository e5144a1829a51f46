import { waitShown } from '#environment/terminal.ts';
import { command } from './command.ts';
import { count, flag, versionOf, warehouse } from './options.ts';

export const versions = command({
  usage: `  npm run versions -- list          每个版本多大、当前是哪个、什么坏了
  npm run versions -- publish 版本   再次发布一个较早的版本（退回）；后来的都留着
  npm run versions -- pin 版本       固定一个版本，不清理；unpin 取消
  npm run versions -- prune [选项]   清理旧版本和不再用到的原件；回执和记录都留着。不加 --yes 只是预览
      --keep 个数                  最近的几个留着
      --older 天数                 不到这么多天的留着
      --yes                        真的清理
      --warehouse 目录
      --json`,
  words: 2,
  writesData: true,
  options: { warehouse, keep: count(1), older: count(0), yes: flag, json: flag },
  async run({ words: [verb = '', version], yes: isMeant, json, ...given }) {
    const { versionCommands } = await import('#tasks/versions.ts');
    const tend = Object.hasOwn(versionCommands, verb) ? versionCommands[verb] : undefined;
    if (!tend) return `versions 后面要写 ${Object.keys(versionCommands).join('、')}`;
    return tend({ ...given, version: versionOf(version, '版本号'), isMeant, onWait: waitShown(json) });
  },
});
