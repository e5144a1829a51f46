import type { Figure } from '#spec';
import type { Changes } from '../diff/changes.ts';
import { layOut, shown } from './columns.ts';

/** What a load would change, for people, line by line. */
export function changesIn({ version, figures, projects }: Changes): string[] {
  const changed = figures.filter(({ before, after }) => before !== after);
  const { appear, change, vanish } = projects.counts;
  return [
    version === null ? '还没有已发布的版本，以下全部是新的：' : `与当前版本 ${version} 相比：`,
    ...(changed.length === 0
      ? ['  指标没有变化。']
      : layOut([
          ['  指标', '现在', '导入后', '变化'],
          ...changed.map((figure) => [`  ${figure.title}`, ...shownFigure(figure)]),
        ])),
    `  项目：新出现 ${appear} 个，有变化 ${change} 个，消失 ${vanish} 个。`,
    ...projects.vanish
      .slice(0, 10)
      .map(({ projectId, projectName }) => `    消失 ${projectId} ${shown(projectName ?? '')}`),
    ...projects.change
      .slice(0, 10)
      .map(({ projectId, columns }) => `    变化 ${projectId} ${columns.map(({ title }) => title).join('、')}`),
  ];
}

function shownFigure({ before, after, unit, format }: Figure): [string, string, string] {
  const figureText = (value: number | null) =>
    value === null
      ? '—'
      : format === 'percent'
        ? `${(value * 100).toFixed(1)}%`
        : `${value.toLocaleString('en')} ${unit ?? ''}`.trim();
  const change = before === null || after === null ? null : after - before;
  const points = change === null ? 0 : change * 100;
  const digits = [1, 2, 3].find((each) => Math.abs(points) >= 0.5 * 10 ** -each) ?? 4;
  const changeText =
    change === null
      ? '变了'
      : `${change > 0 ? '+' : ''}${format === 'percent' ? `${points.toFixed(digits)} 个百分点` : figureText(change)}`;
  return [figureText(before), figureText(after), changeText];
}
