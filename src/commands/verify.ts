import { command, needDimensions } from './command.ts';
import { filled, flag, path, warehouse } from './options.ts';

export const verify = command({
  usage: `  npm run verify -- 校验码|文件|二维码的文字   一份材料是不是真的，其后有没有变；退出码 0 是真的，1 不是或不能确定
      --address 网址                没有签章的页面和文件：核对它的校验码出自这个网址
      --warehouse 目录
      --json`,
  words: 1,
  options: { warehouse, keys: path, address: filled, json: flag },
  async run({ words: [said], address, ...given }) {
    if (said === undefined) return 'verify 要写明校验码、签章文件或二维码的文字';
    needDimensions();
    const { verifyCommand } = await import('#tasks/seal.ts');
    return verifyCommand(given, said, address);
  },
});
