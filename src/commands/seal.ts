import { command, needDimensions } from './command.ts';
import { filled, flag, path, text, trimmed, version, warehouse } from './options.ts';

export const seal = command({
  usage: `  npm run seal -- key new           做一把签章钥匙（放在数据仓库以外），登记公钥，停用上一把；key list 列出
  npm run seal -- key revoke 编号 --reason 原因   钥匙丢了：作废；key retire 编号 停用
  npm run seal -- page --path /quota --by 姓名   给一页签章：纸上的数、版本、筛选一起签名、登记
      --title 题目 --for 印给谁 --version 版本
  npm run seal -- list              登记簿；void 校验码 --reason 原因 --by 姓名 作废一份
      --keys 文件夹                 钥匙在哪里（默认数据仓库旁边的 warehouse-keys）
      --office 单位                 谁的章`,
  words: 3,
  writesData: true,
  options: {
    warehouse,
    keys: path,
    office: text,
    by: trimmed(60),
    reason: trimmed(),
    path: filled,
    title: text,
    for: filled,
    version,
    json: flag,
  },
  async run({ for: recipient, ...given }) {
    needDimensions();
    const { sealCommand } = await import('#tasks/seal.ts');
    return sealCommand({ ...given, recipient });
  },
});
