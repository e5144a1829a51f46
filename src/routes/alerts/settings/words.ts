import { words as above } from '../words.ts';

export const words = {
  title: '提醒的设置',
  above: above.title,
  note: '这里只看：条件在 pipelines/alerts，收件人、通道、工作日在 data/alerts，改了文件再重新启动服务。',
  faults: '写得不对的地方',
  conditions: '条件',
  condition: '条件',
  to: '告诉谁',
  when: '什么时候',
  severity: above.severities,
  rules: '怎样算',
  sql: '查询',
  recipients: '收件人',
  noRecipients: '没有收件人：谁也不会收到。',
  account: '账号',
  channel: '通道',
  duties: '职责',
  problem: '发得出去吗',
  fine: '能发',
  channels: '通道',
  noChannels: '没有通道：什么也发不出去。',
  kind: '种类',
  host: '地址',
  remark: '备注',
  days: '上班时间',
  hours: (opens: string, closes: string, digest: string) =>
    `工作日 ${opens} 到 ${closes} 发，别的时候等到下一次上班；汇总 ${digest} 发；紧急的随时发。`,
  years: (years: readonly string[]) =>
    years.length === 0
      ? '没有录入节假日：只按周末算。'
      : `录入了 ${years.join('、')} 年的节假日和调休，别的年份只按周末算。`,
  kinds: { state: '持续', event: '发生一次', deadline: '截止' } as Readonly<Record<string, string>>,
  delivered: { now: '上班时间随到随发', digest: '汇总一起发' } as Readonly<Record<string, string>>,
  within: (days: readonly number[]) => `提前 ${days.join('、')} 天`,
  changed: '变了再说',
  hold: (hours: number) => `消失满 ${hours} 小时算消除`,
  noResolved: '消除不说',
  remind: (days: number) => `每 ${days} 个工作日提醒`,
  escalate: (to: string, days: number) => `${days} 个工作日没人认领报 ${to}`,
  many: (count: number) => `一次超过 ${count} 条只说条数`,
};
