import { command } from './command.ts';
import { flag, several, warehouse } from './options.ts';

export const audit = command({
  usage: `  npm run audit -- verify          与 record verify 相同；--head 哈希（可写几个）：抄下的、回执上印着的最后一条还在，后面没有被截去
      --warehouse 目录、--json`,
  words: 1,
  options: { warehouse, head: several, json: flag },
  async run({ words: [verb], warehouse, head }) {
    if (verb !== 'verify') return 'audit 后面要写 verify';
    const { verifyHere } = await import('#tasks/safekeeping.ts');
    return verifyHere(warehouse, head);
  },
});
