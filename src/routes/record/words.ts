import { eventNames, streamNames } from '#spec';

/** The page of the record, in words. */
export const words = {
  note: '只增不改，每一条带着前一条的哈希。看数不记，取走文件、显示个人信息、被拒绝、上传、导入、核定、账号变动都记。',
  whole: (lines: number) => `共 ${lines} 条，前后相接，没有被改动。`,
  broken: (position: number, problem: string) => `第 ${position} 条与写下时不同：${problem}。请停止使用，从备份恢复。`,
  head: '最后一条的哈希（抄下或印下，以后用 npm run audit -- verify --head 核对）',
  found: (total: number) => `符合的 ${total} 条`,
  stream: '类别',
  event: '事项',
  by: '账号或署名',
  since: '自',
  until: '至',
  all: '全部',
  show: '显示',
  file: 'CSV',
  at: '时间（北京时间）',
  details: '内容',
  newer: '较新的',
  older: '较早的',
  streams: streamNames,
  events: eventNames,
} as const;
