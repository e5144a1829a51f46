import type { ProjectHistory } from '#spec';

/** The page of how often a project became another, in words. */
export const words = {
  title: '变过几次',
  titleOf: (name: string) => `${name}：变过几次`,
  note: '每一版与前一版相比，这个项目哪一格、哪条结论变了，在哪个文件，哪天发布。',
  sum: (changes: number, versions: number) =>
    versions < 2
      ? '现在能打开的只有这一版，没有可比的。'
      : changes === 0
        ? `比过 ${versions} 版，这个项目一次也没有变。`
        : `比过 ${versions} 版，变过 ${changes} 次。`,
  sinceOf: ({ skipped, since }: Pick<ProjectHistory, 'skipped' | 'since'>) =>
    skipped === 0 || since === null
      ? ''
      : `另有 ${skipped} 版已经清理、打不开或者太早，没有比：夹在其间的变动并在后一版里，${since.number} 号回执以前的没有算。`,
  between: (from: string, to: string) => `${from} → ${to} 全部变动`,
  kinds: { entered: '这一版才有这个项目。', left: '这一版没有这个项目。' },
  cameIn: '这一版转入所辖范围；此前不属所辖范围，不显示。',
  wentOut: '这一版转出所辖范围；其后的不显示。',
  verdict: (title: string, span: string | null) => `结论 ${title}${span === null ? '' : `（${span}）`}：`,
  also: (isOtherDay: boolean, isOtherContent: boolean) =>
    `这两版的${[...(isOtherDay ? ['截至日'] : []), ...(isOtherContent ? ['口径或程序'] : [])].join('、')}也不同，结论变动未必出自数据。`,
} as const;
