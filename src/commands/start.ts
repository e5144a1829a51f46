import { isOpenAt, isOpenedByHand, openedAlready, openedNow } from '#environment/open-here.ts';
import { command } from './command.ts';
import { day, text } from './options.ts';
import { needOffice, serve, serving } from './serving.ts';

export const start = command({
  usage: `  npm start                        准备好一切，没有数据时导入示例，打开`,
  writesData: true,
  options: { ...serving, sample: text, asOf: day },
  async run(given) {
    const { host, port } = given.listening;
    const there = `http://${host}:${port}`;
    if (isOpenedByHand() && (await isOpenAt(there))) return openedAlready(there, port);
    await needOffice(given);
    const { hasVersion } = await import('#tasks/load.ts');
    // A copy begins with what it follows, not with the sample.
    if (given.from === null && !(await hasVersion(given))) return;
    const begin = await serve(given);
    if (isOpenedByHand()) openedNow(begin);
  },
});
