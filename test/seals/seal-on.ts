import { keysIn, seal } from '#seals';
import { openStore } from '#store';
import { at, draft } from './draft.ts';

/** Seals one paper after the other until it is killed, and says each. */
const [record = '', folder = ''] = process.argv.slice(2);
const store = openStore(record);
const keys = await keysIn(folder);
for (let turn = 0; ; turn++) {
  const paper = seal(store, draft({ title: `第 ${process.pid}-${turn} 份` }), { at: at(2), keys });
  process.stdout.write(`${paper.code}\n`);
  await new Promise((resolve) => setImmediate(resolve));
}
