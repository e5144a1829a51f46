/** How something stands: well; to be looked at soon; to be done now; not known, which is none of these. */
export const standings = ['well', 'soon', 'now', 'unknown'] as const;
export type Standing = (typeof standings)[number];

/** One thing that was looked at. Texts are for people, and tell nothing of a person or a project. */
export interface Finding {
  of: Looked;
  standing: Standing;
  says: string;
  /** What to do; null where it is well. */
  todo: string | null;
}

/** What is looked at, in this order. */
export const looked = {
  program: '程序',
  disk: '磁盘',
  versions: '版本',
  load: '最近一次导入',
  damage: '损坏的文件',
  record: '操作记录',
  backup: '备份',
  clock: '时钟',
  privacy: '文件的权限',
  certificate: '证书',
  font: '中文字体',
  browser: '打印 PDF 的浏览器',
  queue: '排队',
  slow: '慢的回答',
  help: '出了问题找谁',
} as const;
export type Looked = keyof typeof looked;

export const well = (of: Looked, says: string): Finding => ({ of, standing: 'well', says, todo: null });
export const found = (of: Looked, standing: Exclude<Standing, 'well'>, says: string, todo: string): Finding => ({
  of,
  standing,
  says,
  todo,
});
