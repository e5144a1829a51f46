import { content } from '#environment/content.ts';
import { command } from './command.ts';
import { day, text } from './options.ts';
import { serve, serving } from './serving.ts';

export const dev = command({
  usage: `  npm run dev                      打开，页面、图表和口径一改就更新`,
  options: { ...serving, sample: text, asOf: day },
  async run(given) {
    const { buildInChild, hasVersion } = await import('#tasks/load.ts');
    if (!(await hasVersion(given))) return;
    await serve(given, { dev: true });
    const { watchContent } = await import('#pipeline');
    watchContent(Object.values(content), () => buildInChild(given.warehouse));
  },
});
