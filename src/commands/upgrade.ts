import { stepsShown } from '#environment/terminal.ts';
import { command } from './command.ts';
import { flag, warehouse } from './options.ts';

export const upgrade = command({
  usage: `  ./baijing upgrade 安装包         用安装包装的：核对、备份、试读数据，换成新程序；正在开着的，重新启动才换`,
  words: 1,
  options: { warehouse, json: flag },
  isForAll: true,
  async run({ words: [archive = null], warehouse, json }) {
    const { reportUpgraded, upgradeProgram } = await import('#tasks/delivery.ts');
    const told = await upgradeProgram(archive, { warehouse, onProgress: stepsShown(json) });
    return typeof told === 'string' ? told : { answer: told, lines: reportUpgraded(told) };
  },
});
