import { isMoved, type ChangedFigure, type FoundChanges } from '#spec';
import { layOut, shown } from './columns.ts';

/** So many projects of each kind are named on a terminal. */
const named = 10;

const kinds = [
  ['left', '消失'],
  ['moved_out', '移出'],
  ['entered', '新出现'],
  ['moved_in', '移入'],
  ['changed', '变化'],
] as const;

/** What a load would change, for people, line by line. */
export function changesIn({ version, figures, projects, verdicts, fault, steps }: FoundChanges): string[] {
  const changed = figures.filter(isMoved);
  const { counts } = projects;
  const countOf = (...names: string[]) => names.reduce((sum, name) => sum + (counts[name] ?? 0), 0);
  return [
    version === null ? '还没有已发布的版本，以下全部是新的：' : `与当前版本 ${version} 相比：`,
    ...(fault === null || steps.length === 0 ? [] : [`  不只数据变了：${fault}。`]),
    ...(changed.length === 0
      ? ['  没有一个指标变化，各项也没有相抵。']
      : layOut([
          ['  指标', '现在', '导入后', '变化', ''],
          ...changed.map((figure) => [`  ${figure.title}`, ...numbersOf(figure)]),
        ])),
    `  项目：新出现 ${countOf('entered', 'moved_in')} 个，有变化 ${countOf('changed')} 个，消失 ${countOf('left', 'moved_out')} 个。`,
    ...projects.hint.map(({ left, entered }) => `    ${left} 与 ${entered} 很可能是同一个项目改了编号`),
    ...kinds.flatMap(([kind, word]) =>
      (version === null ? [] : projects.rows.filter((each) => each.kind === kind))
        .slice(0, named)
        .map(
          ({ projectId, projectName, moved, reasons }) =>
            `    ${word} ${projectId} ${shown(projectName ?? '')} ${shown([moved, reasons].filter(Boolean).join('；'), { length: 200 })}`
        )
    ),
    ...(verdicts.total === 0 ? [] : [`  核查结论变 ${verdicts.total} 条。`]),
  ];
}

/** Before, after, the change, and what is to be said of it: that parts of it cancel each other. */
function numbersOf({ said, status, format }: ChangedFigure): [string, string, string, string] {
  const mark = format === 'percent' ? '%' : said.unit === '' ? '' : ` ${said.unit}`;
  const numberOf = (text: string | null) => (text === null ? '—' : `${text}${mark}`);
  const unit = format === 'percent' ? ' 个百分点' : mark;
  const isBoth = Number(said.raised) > 0 && Number(said.lowered) < 0;
  return [
    numberOf(said.from),
    numberOf(said.to),
    said.change === null ? '变了' : `${Number(said.change) > 0 ? '+' : ''}${said.change}${unit}`,
    [
      status === 'offset' ? '合计未变，各项相抵' : '',
      isBoth ? `增 ${said.raised}，减 ${said.lowered!.replace('-', '')}` : '',
    ]
      .filter(Boolean)
      .join('：'),
  ];
}
