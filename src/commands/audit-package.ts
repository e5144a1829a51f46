import { stepsShown } from '#environment/terminal.ts';
import { command, needDimensions } from './command.ts';
import { filled, flag, several, text, trimmed, version, warehouse } from './options.ts';

export const auditPackage = command({
  usage: `  npm run audit-package -- make --out 文件.zip [选项]   装审计包：不用本程序也能从每一格文字重算每个数
      --version 版本               默认当前的
      --filter city=济南市、--scope city=济南市   只装这些行
      --by 姓名                    谁装的，登记在案
      --prove                      行数再多也先重算一遍再给；不写，20 万行以上的不算，包里写明
      --warehouse 目录
      --json
  npm run audit-package -- verify 文件.zip   核对一个审计包：改过、多了、少了的是哪个文件
  npm run audit-package -- prove 文件.zip    从这里装出的包里的文字重算每张表、每个数，比较`,
  words: 2,
  options: {
    prove: flag,
    warehouse,
    version,
    filter: several,
    scope: text,
    by: trimmed(60),
    out: filled,
    json: flag,
  },
  async run({ words: [verb, file], filter: conditions, out, json, ...given }) {
    needDimensions();
    const { makeAuditPackage, proveAuditPackage, verifyAuditPackage } = await import('#tasks/audit-package.ts');
    if (verb === 'make') {
      if (out === null) return 'audit-package make 要写明 --out 文件.zip';
      return makeAuditPackage(out, { ...given, conditions, onProgress: stepsShown(json) });
    }
    if ((verb !== 'verify' && verb !== 'prove') || file === undefined)
      return 'audit-package 后面要写 make --out 文件.zip，verify 文件.zip，或者 prove 文件.zip';
    return (verb === 'verify' ? verifyAuditPackage : proveAuditPackage)(file, given);
  },
});
