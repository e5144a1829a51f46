/** The page of the forms, in words. */
export const words = {
  title: '出表',
  note: '按上面的筛选，把处里的表填好。每个数连到它的溯源，最后一张“出表说明”写着版本、截至日、筛选和口径。',
  heard: '出表只随上面的筛选（批次、市、方向这些），不随搜索、状态和金额。各表取哪些项目，写在它自己的“出表设置”里。',
  take: '下载',
  choose: (title: string) => `选${title}`,
  still: (titles: readonly string[]) => `还要选定一个${titles.join('、')}`,
  none: '没有可以填的表：没有模板。',
} as const;
