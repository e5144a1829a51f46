import { root } from '#environment/content.ts';
import { command } from './command.ts';
import { flag, path } from './options.ts';

export const checkContent = command({
  usage: `  npm run check:content -- [选项]  核对 pipelines、dashboards、data/reference、data/forms、data/briefs、data/alerts 的每个文件写得对不对；不导入
      --root 文件夹                另一处的这些文件夹（默认本程序自己的）
      --json`,
  options: { root: path, json: flag },
  async run(given) {
    const { allFaultsIn, reportFaults } = await import('#tasks/check-content.ts');
    const faults = await allFaultsIn(given.root ?? root);
    return { answer: faults, lines: reportFaults(faults), isRefused: faults.length > 0 };
  },
});
