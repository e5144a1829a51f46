import { stepsShown } from '#environment/terminal.ts';
import { command } from './command.ts';
import { filled, flag } from './options.ts';

export const pack = command({
  usage: `  npm run pack -- [选项]           装一个安装包：没有网络的机器解开就能用
      --platform 名字              linux-x64、linux-arm64、windows-x64（默认这台机器的）
      --out 文件夹                 放在哪里（默认当前文件夹）
      --json`,
  options: { platform: filled, out: filled, json: flag },
  isForAll: true,
  async run({ platform, out, json }) {
    const { packProgram, reportPacked } = await import('#tasks/delivery.ts');
    const told = await packProgram({ platform, out, onProgress: stepsShown(json) });
    return typeof told === 'string' ? told : { answer: told, lines: reportPacked(told) };
  },
});
