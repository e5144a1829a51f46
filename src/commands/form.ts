import { forms } from '#environment/content.ts';
import { command, needDimensions } from './command.ts';
import { filled, filters, flag, one, version, warehouse, webAddress } from './options.ts';

export const form = command({
  usage: `  npm run form                     有哪些表可以出
  npm run form -- 表名 [选项]      出表：按 data/forms 里的模板填一份 Excel
      --city 市、--batch 批次 …    和网页上一样的筛选，可以重复
      --each city                  这一项的每个值各出一份
      --out 文件.xlsx              也可以是文件夹（默认写在这里，按内容取名）；已有的文件不覆盖
      --base 网址                  数连到哪里，如 http://127.0.0.1:3000（默认写在“出表说明”里）
      --version 版本               默认当前的
      --warehouse 目录
      --json`,
  words: 1,
  options: {
    filters,
    each: one((said) => said?.replaceAll('-', '_') ?? null),
    out: filled,
    base: webAddress,
    version,
    warehouse,
    json: flag,
  },
  isForAll: true,
  /** Without a name the forms that there are. */
  async run({ words: [name], ...given }) {
    needDimensions();
    const { formsIn, reportForms, reportWritten, writeForms } = await import('#tasks/form.ts');
    const options = { ...given, folder: forms };
    if (name === undefined) {
      const told = await formsIn(options);
      return { answer: told, lines: reportForms(told) };
    }
    const written = await writeForms({ ...options, name });
    return { answer: written, lines: reportWritten(written) };
  },
});
