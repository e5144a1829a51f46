import { notOneOf, short } from './fault.ts';
import { nameKinds, type NameKind, type Names } from './names.ts';

/** Holds what is written against what it may be: what is wrong with it, in Chinese; nothing where it holds. */
export type Value = (written: string, names: Names) => string[];

const han = /\p{Script=Han}/u;

/** Words that people read, in Chinese. */
export const chinese: Value = (written) =>
  han.test(written) ? [] : [`写的是“${short(written)}”，要用中文写给读的人看。`];

/** A sentence that defines something, in Chinese. */
export const sentence: Value = (written) =>
  /\p{Script=Han}{4}/u.test(written) ? [] : [`写的是“${short(written)}”，要用中文说清楚口径。`];

/** A word or two, as a unit. */
export const words: Value = (written) => (written.length <= 10 ? [] : [`写的是“${short(written)}”，太长了。`]);

export const oneOf =
  (allowed: readonly string[]): Value =>
  (written) =>
    allowed.includes(written) ? [] : [notOneOf('不能写', written, allowed)];

/** The name of one of these kinds. */
export const nameOf =
  (...kinds: NameKind[]): Value =>
  (written, names) => {
    if (kinds.some((kind) => names.of[kind] === undefined)) return [];
    const known = kinds.flatMap((kind) => names.of[kind] ?? []);
    const called = kinds.map((kind) => nameKinds[kind]).join('或');
    return known.includes(written) ? [] : [notOneOf(`没有${called}`, written, [...new Set(known)])];
  };

/** Several of them, with commas between. */
export const namesOf =
  (...kinds: NameKind[]): Value =>
  (written, names) =>
    listOf(written).flatMap((each) => nameOf(...kinds)(each, names));

/** The parameters of a macro, in the order in which it takes them. */
export const parameters: Value = (written) => {
  const all = listOf(written);
  const odd = all.filter((each) => !/^[a-z_][a-z0-9_]*$/.test(each));
  const twice = all.filter((each, at) => all.indexOf(each) !== at);
  return [
    ...odd.map((each) => `参数“${short(each)}”要用小写字母、数字和下划线，几个参数用半角逗号隔开。`),
    ...twice.map((each) => `参数 ${each} 写了两次。`),
  ];
};

/** Steps that a query comes after, each the name of a relation that it reads. */
export const steps: Value = (written) =>
  listOf(written).flatMap((each) =>
    /^[a-z]+$/.test(each) ? [] : [`步骤“${short(each)}”要用小写字母，几个步骤用半角逗号隔开。`]
  );

/** The sources that a rule judges by, each with the step that it looks for: `events[提交], reviews`. */
export const reads: Value = (written, names) =>
  listOf(written).flatMap((each) => {
    const [, source, choice] = /^(\w+)(?:\[([^[\]]+)\])?$/.exec(each) ?? [];
    if (source === undefined) return [`“${short(each)}”要写成表名，或表名加环节，如 events[提交]。`];
    const wrong = nameOf('source')(source, names);
    if (wrong.length > 0 || choice === undefined) return wrong;
    const choices = names.choices.get(source);
    return choices === undefined || choices.includes(choice) ? [] : [notOneOf(`${source} 里没有取值`, choice, choices)];
  });

/** Conditions on the rows of projects: `quota_exempt:1`, with commas between. */
export const conditions: Value = (written, names) =>
  listOf(written).flatMap((each) => {
    const [column = '', ...rest] = each.split(':');
    if (rest.length === 0) return [`条件“${short(each)}”要写成 列:值，如 quota_exempt:1。`];
    const value = rest.join(':');
    const isOdd = names.numbers.has(column) && value !== '' && !/^-?\d{1,15}(\.\d{1,6})?$/.test(value);
    return isOdd ? [`${column} 是数，“${short(value)}”不是。`] : nameOf('projectColumn')(column, names);
  });

export const listOf = (written: string): string[] =>
  written
    .split(',')
    .map((each) => each.trim())
    .filter((each, _, all) => each !== '' || all.length === 1);
