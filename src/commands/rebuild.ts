import { command } from './command.ts';
import { bytes, flag, version, warehouse } from './options.ts';

export const rebuild = command({
  usage: `  npm run rebuild -- [选项]        只用保存的原件重建一个版本，并逐表比较
      --warehouse 目录
      --version 版本               默认最近发布的；较早的版本只比较，不发布
      --json`,
  writesData: true,
  options: { warehouse, version, accept: flag, memory: bytes, json: flag },
  async run(given) {
    const { buildAgain } = await import('#tasks/load.ts');
    return buildAgain(given);
  },
});
