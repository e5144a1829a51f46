import type { Order } from './arguments.ts';
import type { Planted } from './dirty/planted.ts';
import { LIST } from './folder.ts';

const next = `
“2026年度”文件夹是按一份虚构的 2026 年通知（\`data/reference/notices/2026-示例\`）交来的两个批次，用来看换了通知以后怎样判：任务增减改名、
一年两批合并计算、上一年的项目结转、县区合并、奖补标准、新表和新环节。其中一个项目报的是已经取消的任务，申报表里那一行不予导入。有的事
写在 2026 年 6 月 30 日以后，看这两批时请写 \`--as-of 2027-12-31\`。
`;

/** What lies beside the files and says what they are. */
export function note(
  { projects, seed, isDirty }: Order,
  files: readonly string[],
  planted: readonly Planted[]
): string {
  const isNext = files.some((file) => file.startsWith('2026年度/'));
  return `# 示例数据

这里的一切都是虚构的：单位、项目、金额、日期、名额和奖补比例都由程序按种子写出，与任何真实的单位、项目和政策无关。
单位名称都以“示例”开头，项目名称都带“（示例）”，统一社会信用代码的主体标识码都以 000 开头，电话都以 000- 开头；
文件名和每个文件的正文里都写着“示例数据”。

- 各市推荐名额是示例名额，真实的名额在通知附件 5 中，本项目没有。
- 奖补比例（约 10%–15%）是虚构的，真实的比例和上限不在通知正文之中。
- 因素表里的企业数、增加值是虚构的，不是任何一年的统计数据。
- 2026 年的通知、批次和其中的一切都是虚构的。
- 2024 年两个批次的任务名称和全部日期都是虚构的；2025 年的截止时间取自通知，其余日期虚构。
- 故事讲到 2026 年 6 月 30 日，导入时请写 \`--as-of 2026-06-30\`。

文件是仿照各单位实际报送的样子写的：有的是 GB18030，有的是 UTF-16 或制表符分隔，有标题行、单位行、合计行、填表人行。
烟台市第 2 次报送的两行更正第 1 次报送的内容。有意留下的差错只有六处：

1. 泰安市的申报表里有一个不存在的县区（示例新区）。
2. 菏泽市的申报表里有一个读不出的金额（约500）。
3. 财政支持台账里有一行千分位逗号没有加引号，多出一格。
4. 2025 年度验收结果表里有一个没有申报过的项目。
5. 2025 年度验收结果表里有一个不存在的日期（2026-06-31）。
6. 2025 年度奖补资金表的合计差 0.10 万元。

此外有意放进了一些不合规定的情形（例如一个市超名额、链式转型支持了 6 个、一个项目未通过验收就拿到奖补），供核查规则发现。
项目很少时，差错和情形会少一些。
${isNext ? next : ''}
${isDirty ? dirt(planted) : ''}
生成命令：\`npm run sample -- --projects ${projects} --seed ${seed}${isDirty ? ' --dirty' : ''} --out <文件夹>\`，共 ${files.length} 个文件。同样的参数写出同样的字节。
`;
}

function dirt(planted: readonly Planted[]): string {
  const errors = planted.filter(({ expected }) => expected);
  const kinds = (of: readonly Planted[]) => new Set(of.map(({ kind }) => kind)).size;
  const odd = planted.filter(({ expected }) => !expected);
  return `
“有意差错”文件夹里另有 CSV 和 XLSX 文件，埋了 ${kinds(errors)} 种、${errors.length} 处差错，还有 ${kinds(odd)} 种、${odd.length} 处看着古怪而正确的写法；
每一处的文件、工作表、行、列、值和应报的问题，连同上面的六处，都列在《${LIST}》里。
\`npm run dirty\` 写出这样一个省，照实导入，按种类列出查全和查准的数目。
`;
}
