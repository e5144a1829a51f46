import { stepsShown } from '#environment/terminal.ts';
import { command } from './command.ts';
import { flag, warehouseHere } from './options.ts';

export const back = command({
  usage: `  ./baijing back                   退回升级前的程序；数据不动，升级以后填的、改的内容带回去`,
  options: { warehouse: warehouseHere, json: flag },
  isForAll: true,
  async run({ warehouse, json }) {
    const { bringBackProgram, reportBack } = await import('#tasks/delivery.ts');
    const told = await bringBackProgram({ warehouse, onProgress: stepsShown(json) });
    return typeof told === 'string' ? told : { answer: told, lines: reportBack(told) };
  },
});
