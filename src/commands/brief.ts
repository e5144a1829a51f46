import { command, needDimensions } from './command.ts';
import { filled, filters, flag, several, version, warehouse } from './options.ts';

export const brief = command({
  usage: `  npm run brief                    有哪些简报
  npm run brief -- [简报] [选项]   合成一份简报，存成 PDF（要本机装有 Chromium、Chrome 或 Edge）
      --city 市、--batch 批次 …    和网页上一样的筛选，可以重复
      --section 一节               只要这几节，可以重复
      --panel 看板/图表            另附的图，可以重复
      --out 文件.pdf               不写只列出有哪些；已有的文件不覆盖
      --version 版本               默认当前的
      --warehouse 目录
      --json`,
  words: 1,
  options: { filters, section: several, panel: several, out: filled, version, warehouse, json: flag },
  isForAll: true,
  /** Without a file to write the reports that there are. */
  async run({ words: [name = null], section: sections, panel: panels, out, ...given }) {
    needDimensions();
    const { briefsOf, reportBriefs, writeBrief } = await import('#tasks/brief.ts');
    if (out === null) {
      const told = await briefsOf(given.warehouse);
      return { answer: told, lines: reportBriefs(told) };
    }
    const written = await writeBrief({ ...given, name, sections, panels, out });
    const { file, pages } = written;
    return { answer: written, lines: [`已写好 ${file}${pages === null ? '' : `（${pages} 页）`}`] };
  },
});
