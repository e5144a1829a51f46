import type { KeptVersion, Pruning, Retention, Versions } from '#spec';

type Reason = Pruning['stays'][number]['reason'];

/** The page of versions, in words. */
export const words = {
  title: '版本与磁盘',
  note: '每次导入是一个版本，旧的不改。这里只管版本本身，不显示里面的数据；每一步都记在操作记录里。',
  examined: '看看好不好',
  examinedNote: '没有说的、看不到的写“不知道”，不算好。命令：npm run doctor；--bundle 写一份给帮忙的人。',
  standings: { well: '好', soon: '留意', now: '要办', unknown: '不知道' },
  toDo: (count: number) => (count === 0 ? '没有马上要办的' : `${count} 项马上要办`),
  disk: '磁盘',
  free: (free: string, size: string) => `还剩 ${free}，共 ${size}`,
  kinds: {
    tables: '各版本的表',
    originals: '交来的原件',
    replays: '重演、比较用的中间版本和读取结果（随时可以重做）',
    records: '回执、记录和账号',
    rest: '上传登记等',
  } satisfies Record<keyof Versions['disk']['kinds'], string>,
  files: (count: number) => `${count} 个文件`,
  can: (bytes: string) => `按下面的预览，可以清出 ${bytes}。`,

  versions: '版本',
  total: (count: number, size: string) => `共 ${count} 个，表 ${size}`,
  version: '版本',
  loadedAt: '导入于',
  by: '谁导入',
  unknownBy: '未写明',
  size: '大小',
  state: '状态',
  asOf: '数据截至',
  current: '当前',
  pinned: '已固定',
  gone: '表已清理，回执还在',
  needsRebuild: '由旧程序建立，要另建才能再发布',
  damaged: (fault: string) => `损坏：${fault}`,
  publish: '重新发布',
  publishSure: (number: string, asOf: string) =>
    `大家看到的数都换成回执 ${number} 的（截至 ${asOf}）。之后的版本留着，可以再换回来。`,
  publishYes: '确定，发布这一版',
  changes: '变了什么',
  pin: '固定',
  unpin: '取消固定',

  prune: '清理旧版本',
  pruneNote: '只清理表和不再用到的原件；回执、操作记录都留着。当前的、固定的、损坏的、别的版本要用的不清理。',
  keep: '最近的留几个',
  older: '几天以内的全留',
  preview: '预览',
  goes: (count: number, bytes: string) => `将清理 ${count} 个版本，${bytes}`,
  nothing: '按这个办法，没有要清理的版本。',
  besides: ({ originals, replays }: Pick<Pruning, 'originals' | 'replays'>, say: (bytes: number) => string) =>
    `不再用到的原件 ${originals.count} 个 ${say(originals.bytes)}，重演 ${replays.count} 个 ${say(replays.bytes)}。`,
  originalsKept: (why: string) => `原件一个也不清理：${why}。`,
  stays: (count: number) => `留着 ${count} 个`,
  reasons: {
    current: '当前',
    pinned: '固定',
    paper: '有印发的材料写着它',
    newest: '最近的',
    young: '还不够旧',
    needed: '留着的版本与它比较，或由它另建',
    damaged: '损坏，请先查看',
  } satisfies Record<Reason, string>,
  sure: '清理以后找不回来，只能从备份恢复。',
  pruneYes: '确定清理',

  retention: '留存与清除',
  retentionTotal: (open: number) => (open === 0 ? '期限都定了' : `${open} 样的期限未定，未定的什么也不清理`),
  retentionNote:
    '期限写在 data/retention/periods.csv，由本单位定。到期的可以在这里清理；一个人的清除在机器上用命令做，先看写在几处。都不能退回，每一次都登记在操作记录里。',
  keptWhat: '什么',
  keptFor: '留多久',
  keptDays: (days: number) => (days % 365 === 0 ? `${days / 365} 年（${days} 天）` : `${days} 天`),
  keptForever: '永久',
  keptOpen: '未定',
  keptBasis: '依据',
  keptDue: '现在到期',
  keptNone: '没有',
  keptCount: (kind: string, count: number) => (kind === 'personal' ? `${count} 个项目` : `${count} 个`),
  keptFaults: '期限表写得不对，一项也不算数：',
  unfinished: (since: string) =>
    `清除个人信息没有做完（${since}）：请在机器上运行 npm run retention -- resume，做完它。`,
  letGo: '清理到期的',
  letGoNote: (reachesBackups: boolean) =>
    `上面写着“现在到期”的，全部清理：不能退回，只能从更早的备份恢复。个人信息到期的项目，联系人、电话从原件、各版本、回执、上传、记录里换掉，数和结论不变。${reachesBackups ? '备份里的一起清除。' : '没有说备份在哪里（启动时写 --backups），备份里的清不到。'}`,
  letBasis: '依据',
  letBasisHint: '如：厅档案管理办法第几条、某年某月某日批示',
  letPerson: '谁清理',
  letYes: '确定清理到期的',
  lettingNow: (by: string, since: string) => `${by} 于 ${since} 开始清理，正在做；刷新看做完没有。`,
  lettingFault: (by: string, since: string, fault: string) => `${by} 于 ${since} 的清理没有做完：${fault}`,
  erasures: '清除过的个人信息',
  erasuresNone: '还没有清除过。',
  erasedAt: '什么时候、谁',
  erasedWhat: '清除了什么',
  erasedText: ({ texts, files, removed, versions, cells }: Retention['erasures'][number]) =>
    `${texts} 个姓名、号码、邮箱；原件 ${files} 个${removed > 0 ? `（其中整份移去 ${removed} 个）` : ''}，版本 ${versions} 个 ${cells} 格。哈希、条数、结论没有变。`,
  erasedStays: '留着的',
  commands: [
    ['npm run retention', '现在有什么到期，什么也不动'],
    ['npm run retention -- --apply --by 姓名 --backups 文件夹', '到期的清理掉'],
    [
      'npm run retention -- erase --persons 文件 --backups 文件夹',
      '先看：一个人写在哪里（只说几处）；加 --apply --by 姓名 --basis 依据 清除',
    ],
  ] as readonly (readonly [string, string])[],

  done: {
    published: '已重新发布。',
    pin: '已固定，不会被清理。',
    unpin: '不再固定。',
    pruned: '已清理。',
    let_go: '到期的已清理，登记在操作记录里。',
    letting: '正在清理，做完以前刷新看。',
  },
  problems: {
    loading: '正在导入，等它结束再来。什么也没有动。',
    changed_since: '看过预览以后又有变化，什么也没有清理。请再看一遍下面的预览。',
    changed_due: '看过以后又有变化，什么也没有清理。请再看一遍下面到期的。',
    no_basis: '没有写依据，什么也没有清理。',
    no_person: '没有写谁清理，什么也没有清理。',
    letting: '另一次清理正在做，等它结束再来。什么也没有动。',
    not_let_go: '清理没有做完，原因写在“留存与清除”里。',
    unfinished: '清除个人信息没有做完，先在服务器上做完它。什么也没有动。',
    not_here: '这里不清理，请在服务器上用命令做。',
    not_publishable: '这一版不能再发布：损坏、被改动过、表已清理，或要先另建。什么也没有动。',
    unknown_version: '没有这一版。',
    other: '没有做成，请再试一次。',
  },
} as const;

/** What a version is, in words; none where there is nothing to say of it. */
export function statesOf({ isCurrent, isPinned, bytes, needsRebuild, fault }: KeptVersion): string[] {
  return [
    ...(isCurrent ? [words.current] : []),
    ...(isPinned ? [words.pinned] : []),
    ...(bytes === null ? [words.gone] : []),
    ...(needsRebuild ? [words.needsRebuild] : []),
    ...(fault === null ? [] : [words.damaged(fault)]),
  ];
}

/** Whether it can be published again. */
export const isPublishable = ({ isCurrent, bytes, needsRebuild, fault }: KeptVersion): boolean =>
  !isCurrent && bytes !== null && !needsRebuild && fault === null;

/** 1.5 GB, 12.3 MB. */
export function sayBytes(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  return bytes === 0 ? '0 MB' : bytes < 1e5 ? '不到 0.1 MB' : `${(bytes / 1e6).toFixed(1)} MB`;
}
