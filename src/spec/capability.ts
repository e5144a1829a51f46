/** What the engine can be asked to do, each as people are told it. Roles are content and name these. */
export const capabilities = {
  /** Sums that are released for all. */
  sums: '看公开的合计',
  /** Rows of projects, findings, ledgers in scope, and metrics over them. */
  rows: '看项目、核查结果和台账',
  /** Taking data away: tables and figures as files, marked copies, receipts as workbooks. */
  files: '下载文件',
  /** Reveal personal columns, each time on record. */
  personal: '查看联系方式等个人信息',
  /** Hand in tables that hold rows of the scope only. */
  upload: '上传文件',
  /** Hand in tables that belong to all, and replace anybody's. */
  shared: '上传全省共用的表，替换别人交的文件',
  /** Load what was handed in. */
  publish: '导入',
  /** Write a decision that is proposed. */
  propose: '提出核定意见',
  /** Write one that holds. */
  decide: '核定',
  /** Fill in what a notice leaves open: its tables, days off. */
  enter: '填写通知留着没定的事项',
  /** Draft and review notices of changes to what was sealed. */
  revise: '起草、审核数据变动说明',
  /** Sign papers with the key of the office. */
  seal: '签章',
  /** Take away a version, or what of it is in scope, as an audit package. */
  package: '下载审计包',
  /** Publish an older version, prune. */
  versions: '管理版本',
  /** Accounts, roles, sessions. */
  accounts: '管理账号',
  /** The rules of signing in and the measures of the server, and nothing else: a token of it is for monitoring. */
  settings: '看设置和运行指标',
  /** Read the record of who did what. */
  record: '查看操作记录',
} as const;

export type Capability = keyof typeof capabilities;

export const capabilityNames = Object.keys(capabilities) as Capability[];
