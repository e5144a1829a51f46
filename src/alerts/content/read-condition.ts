import { notOneOf, readHeader, wrongSql, type Fault } from '#spec/content';
import { listed } from './listed.ts';
import { defaults, kinds, severities, type Condition } from '../condition.ts';

/** A condition as its file writes it, over the query that finds what it is about. */
export interface ConditionFile extends Condition {
  file: string;
  text: string;
  note: string;
  faults: readonly Fault[];
}

/** Every key of the header; one that is not here is refused, since nothing would read it. */
export const headerKeys = [
  'title',
  'to',
  'severity',
  'kind',
  'within',
  'deliver',
  'when_changed',
  'hold_hours',
  'resolved',
  'remind_workdays',
  'escalate',
  'many',
  'note',
] as const;

type Key = (typeof headerKeys)[number];
type Said = Partial<Record<Key, string>>;

const isName = (name: string): boolean => /^[a-z0-9]+(_[a-z0-9]+)*$/.test(name);

/** Reads the text of a condition, and says what in it does not hold. `roles` are those that can be told something. */
export function readCondition(name: string, text: string, roles: readonly string[]): ConditionFile {
  const file = `pipelines/alerts/${name}.sql`;
  const faults: Fault[] = [];
  const said: Said = {};
  const lines = new Map<string, number>();
  for (const { key, value, line } of readHeader(text)) {
    if (!isKey(key)) faults.push({ file, line, message: notOneOf('没有', key, headerKeys) });
    else if (key in said) faults.push({ file, line, message: `${key} 写了两次。` });
    else [said[key]] = [value, lines.set(key, line)];
  }
  const wrong = (key: Key | null, message: string) =>
    void faults.push({ file, line: key === null ? null : (lines.get(key) ?? null), message });
  const read = <T>(key: Key, otherwise: T, of: (value: string) => T | string, isText = false): T => {
    const value = said[key];
    if (value === undefined) return otherwise;
    const found = of(value);
    if (typeof found !== 'string' || isText) return found as T;
    wrong(key, found);
    return otherwise;
  };
  if (!isName(name)) wrong(null, '文件名要用小写字母、数字和下划线。');
  for (const key of ['title', 'to'] as const) if (!said[key]?.trim()) wrong(null, `没有写 ${key}。`);
  const ofSql = wrongSql(text);
  if (ofSql !== null) faults.push({ file, ...ofSql });
  const knownRoles = (value: string): readonly string[] | string => {
    const given = listed(value);
    const strange = given.find((role) => !roles.includes(role));
    return strange === undefined ? given : notOneOf('没有角色或职责', strange, roles);
  };
  const condition: Condition = {
    name,
    title: said.title ?? name,
    to: read('to', [], knownRoles),
    severity: read('severity', { is: defaults.severity }, wordOf(severities)).is,
    kind: read('kind', { is: defaults.kind }, wordOf(kinds)).is,
    within: read('within', defaults.within, daysOf),
    deliver: read('deliver', { is: defaults.deliver }, wordOf(['now', 'digest'])).is,
    whenChanged: read('when_changed', { is: 'no' as const }, wordOf(['yes', 'no'])).is === 'yes',
    holdHours: read('hold_hours', defaults.holdHours, numberOf(0, 24 * 30)),
    tellsResolved: read('resolved', { is: 'tell' as const }, wordOf(['tell', 'no'])).is === 'tell',
    remindWorkdays: read<number | null>('remind_workdays', null, numberOf(1, 60)),
    escalate: read<Condition['escalate']>('escalate', null, (value) => {
      const [, to, days] = /^(\S+) after (\d{1,2})$/.exec(value.trim()) ?? [];
      if (to === undefined || Number(days) < 1)
        return `看不懂“${value}”：写 head after 2，就是两个工作日没人认领报给 head。`;
      const known = knownRoles(to);
      return typeof known === 'string' ? known : { to, afterWorkdays: Number(days) };
    }),
    many: read('many', defaults.many, numberOf(1, 200)),
  };
  for (const message of contradictions(condition, said)) wrong(message.key, message.says);
  return { ...condition, file, text, note: said.note ?? '', faults };
}

const isKey = (key: string): key is Key => (headerKeys as readonly string[]).includes(key);

const wordOf =
  <const Word extends string>(words: readonly Word[]) =>
  (value: string): { is: Word } | string => {
    const found = words.find((word) => word === value.trim());
    return found === undefined ? notOneOf('没有', value, words) : { is: found };
  };

const numberOf =
  (least: number, most: number) =>
  (value: string): number | string => {
    const count = /^\d{1,4}$/.test(value.trim()) ? Number(value) : Number.NaN;
    return count >= least && count <= most ? count : `要写 ${least} 到 ${most} 的整数（写的是 ${value}）。`;
  };

function daysOf(value: string): number[] | string {
  const days = listed(value).map((day) => (/^\d{1,3}$/.test(day) ? Number(day) : Number.NaN));
  const isFalling = days.every((day, at) => day >= 1 && (at === 0 || day < days[at - 1]!));
  return days.length > 0 && isFalling ? days : `要写提前几天，从多到少，如 7、3、1（写的是 ${value}）。`;
}

/** Keys that say something together that nobody can mean. */
function contradictions(condition: Condition, said: Said): { key: Key; says: string }[] {
  const { kind, severity } = condition;
  const only = (key: Key, of: Condition['kind']) =>
    said[key] !== undefined && kind !== of ? [{ key, says: `${key} 只给 kind: ${of} 用，这里是 ${kind}。` }] : [];
  return [
    ...only('within', 'deadline'),
    ...only('when_changed', 'state'),
    ...only('resolved', 'state'),
    ...(kind === 'event' && said.hold_hours !== undefined
      ? [{ key: 'hold_hours' as const, says: '发生过的事没有消除，不写 hold_hours。' }]
      : []),
    ...(kind === 'deadline' && said.within === undefined
      ? [{ key: 'kind' as const, says: '截止（deadline）要写提前几天说：within: 7、3、1。' }]
      : []),
    ...(severity === 'urgent' && said.deliver === 'digest'
      ? [{ key: 'deliver' as const, says: '紧急（urgent）的不等汇总，deliver 不能写 digest。' }]
      : []),
  ];
}
