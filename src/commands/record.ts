import { command } from './command.ts';
import { flag, warehouse } from './options.ts';

export const record = command({
  usage: `  npm run record -- verify         核对记录：每次发布都登记在案，没有被改动
      --warehouse 目录、--json`,
  words: 1,
  options: { warehouse, json: flag },
  async run({ words: [verb], warehouse }) {
    if (verb !== 'verify') return 'record 后面要写 verify';
    const { verifyHere } = await import('#tasks/safekeeping.ts');
    return verifyHere(warehouse, []);
  },
});
