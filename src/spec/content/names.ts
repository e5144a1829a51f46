/** What a line of content may have to be the name of, as people call it. */
export const nameKinds = {
  metric: '指标',
  measure: '度量',
  mart: '主题表',
  column: '列',
  projectColumn: '项目的列',
  source: '交表',
  rule: '规则',
  dimension: '维度',
  parser: '读格子的写法',
  reference: '口径列',
  page: '页面',
} as const;

export type NameKind = keyof typeof nameKinds;

/**
 * The names that a folder of content makes. A kind that is not there cannot be told, since what makes it does not hold
 * itself: nothing is then held against it.
 */
export interface Names {
  of: Partial<Record<NameKind, readonly string[]>>;
  /** Of the columns of projects, those that hold numbers. */
  numbers: ReadonlySet<string>;
  /** By source, the values of its columns that have a closed list: `events` → 提交, 退回 … */
  choices: ReadonlyMap<string, readonly string[]>;
}

/** Where nothing is known, nothing is held against it. */
export const noNames: Names = { of: {}, numbers: new Set(), choices: new Map() };
