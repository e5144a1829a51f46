import { command } from './command.ts';
import { flag, text, warehouse } from './options.ts';
import { versions } from './versions.ts';

export const rollback = command({
  usage: `  npm run rollback -- --to 版本     退回一个较早的版本，与 versions publish 相同`,
  writesData: true,
  options: { warehouse, to: text, json: flag },
  run: ({ to, ...given }) => versions.run({ ...given, words: to === null ? ['publish'] : ['publish', to] }),
});
