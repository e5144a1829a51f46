import { notOneOf, short } from './fault.ts';
import type { Path } from './locate.ts';
import { nameKinds, type NameKind, type Names } from './names.ts';
import { nearest } from './nearest.ts';
import { wrongPage } from './page.ts';

/**
 * What a JSON Schema says, as far as content is described by one.
 * `called` is what people call it; `column`: a column of the answer.
 */
export interface Shape {
  type?: string;
  const?: unknown;
  properties?: Readonly<Record<string, Shape>>;
  required?: readonly string[];
  patternProperties?: Readonly<Record<string, Shape>>;
  items?: Shape;
  minItems?: number;
  minLength?: number;
  anyOf?: readonly Shape[];
  called?: string;
  chinese?: boolean;
  column?: string;
  /** What it must be the name of. */
  nameOf?: NameKind;
  /** Of a record: what its keys are. */
  keys?: Shape;
  /** `columns`: the names in braces are columns of the answer. */
  names?: string;
  /** A path of this program's pages, with names in braces. */
  address?: boolean;
  /** Of a record: it may not be empty. */
  minKeys?: number;
}

export interface ShapeProblem {
  path: Path;
  message: string;
}

const types: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数',
  integer: '整数',
  boolean: ' true 或 false',
  array: '列表 […]',
  object: '一组 {…}',
};

/** Holds a value against what its schema says, and tells each thing that is wrong, in Chinese, with where it is. */
export function wrongShape(shape: Shape, value: unknown, path: Path = []): ShapeProblem[] {
  const wrong = (message: string): ShapeProblem[] => [{ path, message }];
  const name = path.at(-1) === undefined ? '' : `${String(path.at(-1))} `;
  if (shape.anyOf) return wrongAmong(shape.anyOf, value, path);
  if (shape.const !== undefined)
    return value === shape.const
      ? []
      : wrong(`${name}只能是 ${JSON.stringify(shape.const)}（写的是 ${written(value)}）。`);
  if (shape.type !== undefined && !isOf(shape.type, value))
    return wrong(`${name}要写成${types[shape.type] ?? shape.type}（写的是 ${written(value)}）。`);
  if (typeof value === 'string') {
    if (value.trim() === '' && (shape.minLength ?? 0) > 0) return wrong(`${name}是空的。`);
    if (shape.chinese && !/\p{Script=Han}/u.test(value))
      return wrong(`${name}写的是“${short(value)}”，要用中文写给读的人看。`);
    if (shape.address && !/^\/([^{}\s]|\{\w+\})*$/.test(value))
      return wrong(
        `${name}写的是“${short(value)}”，要写成 / 开头的地址，列名放在一对花括号里，如 /projects/{project_id}。`
      );
    return [];
  }
  if (Array.isArray(value)) {
    if (value.length < (shape.minItems ?? 0)) return wrong(`${name}至少要有 ${shape.minItems} 个。`);
    return value.flatMap((each, at) => (shape.items ? wrongShape(shape.items, each, [...path, at]) : []));
  }
  return typeof value === 'object' && value !== null ? wrongObject(shape, value as Record<string, unknown>, path) : [];
}

function wrongObject(shape: Shape, value: Record<string, unknown>, path: Path): ShapeProblem[] {
  const [of] = Object.values(shape.patternProperties ?? {});
  if (of && Object.keys(value).length < (shape.minKeys ?? 0))
    return [{ path, message: `${String(path.at(-1) ?? '这里')} 是空的，至少要有一个。` }];
  if (of) return Object.entries(value).flatMap(([key, each]) => wrongShape(of, each, [...path, key]));
  const properties = shape.properties ?? {};
  const allowed = Object.keys(properties);
  const strange = Object.keys(value).filter((key) => !allowed.includes(key));
  const meant = new Set(strange.map((key) => nearest(key, allowed)));
  const missing = (shape.required ?? []).filter((key) => value[key] === undefined && !meant.has(key));
  const called = shape.called ?? (path.length === 0 ? '这里' : `${String(path.at(-1))} 里`);
  return [
    ...strange.map((key) => ({ path: [...path, key], message: notOneOf(`${called}没有这一项：`, key, allowed) })),
    ...missing.map((key) => ({ path, message: `${called}没有写 ${key}。` })),
    ...Object.entries(properties).flatMap(([key, each]) =>
      value[key] === undefined ? [] : wrongShape(each, value[key], [...path, key])
    ),
  ];
}

/** One of several words, or of several groups that each say by one word which it is. */
function wrongAmong(among: readonly Shape[], value: unknown, path: Path): ShapeProblem[] {
  const words = among.flatMap((each) => (typeof each.const === 'string' ? [each.const] : []));
  if (words.length === among.length)
    return typeof value === 'string' && words.includes(value)
      ? []
      : [{ path, message: notOneOf(`${String(path.at(-1) ?? '')} 不能写`, plain(value), words) }];
  const by = Object.keys(among.find(({ properties }) => properties)?.properties ?? {}).find((key) =>
    among.every(({ properties }) => properties?.[key]?.const !== undefined)
  );
  if (by !== undefined && isOf('object', value)) {
    const said = (value as Record<string, unknown>)[by];
    const own = among.find(({ properties }) => properties?.[by]?.const === said);
    if (own) return wrongShape(own, value, path);
    const allowed = among.map(({ properties }) => String(properties?.[by]?.const));
    return [
      said === undefined
        ? { path, message: `没有写 ${by}：${allowed.join('、')}，其中之一。` }
        : { path: [...path, by], message: notOneOf(`没有 ${by}`, plain(said), allowed) },
    ];
  }
  const tried = among.map((each) => wrongShape(each, value, path));
  return tried.find((problems) => problems.length === 0) ?? tried.at(-1) ?? [];
}

function isOf(type: string, value: unknown): boolean {
  switch (type) {
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    default:
      return typeof value === type;
  }
}

const plain = (value: unknown): string => (typeof value === 'string' ? value : written(value));
const written = (value: unknown): string => short(JSON.stringify(value) ?? String(value));

/** Every column of the answer that a value names, as its schema says: where it stands and of what type it must be. */
export function columnsAsked(
  shape: Shape,
  value: unknown,
  path: Path = []
): { path: Path; name: string; type: string }[] {
  if (value === undefined || value === null) return [];
  if (shape.column !== undefined && typeof value === 'string') return [{ path, name: value, type: shape.column }];
  if (shape.names === 'columns' && typeof value === 'string')
    return Array.from(value.matchAll(/\{(\w+)\}/g), ([, name = '']) => ({ path, name, type: 'any' }));
  if (shape.anyOf)
    return shape.anyOf.flatMap((each) => (wrongShape(each, value).length === 0 ? columnsAsked(each, value, path) : []));
  if (Array.isArray(value))
    return value.flatMap((each, at) => (shape.items ? columnsAsked(shape.items, each, [...path, at]) : []));
  if (typeof value !== 'object') return [];
  const [of] = Object.values(shape.patternProperties ?? {});
  return Object.entries(value as Record<string, unknown>).flatMap(([key, each]) => {
    const own = shape.properties?.[key] ?? of;
    const keys = shape.keys ? columnsAsked(shape.keys, key, [...path, key]) : [];
    return [...keys, ...(own ? columnsAsked(own, each, [...path, key]) : [])];
  });
}

/** Every name that a value says and that nothing is called by. */
export function wrongNamesIn(shape: Shape, value: unknown, names: Names, path: Path = []): ShapeProblem[] {
  if (shape.nameOf !== undefined && typeof value === 'string') {
    const known = names.of[shape.nameOf];
    if (known === undefined || known.includes(value)) return [];
    return [{ path, message: notOneOf(`没有${nameKinds[shape.nameOf]}`, value, known) }];
  }
  if (shape.address && typeof value === 'string') {
    const message = names.of.page ? wrongPage(value, names.of.page) : null;
    return message === null ? [] : [{ path, message }];
  }
  if (shape.anyOf)
    return shape.anyOf.flatMap((each) =>
      wrongShape(each, value).length === 0 ? wrongNamesIn(each, value, names, path) : []
    );
  if (Array.isArray(value))
    return value.flatMap((each, at) => (shape.items ? wrongNamesIn(shape.items, each, names, [...path, at]) : []));
  if (!isOf('object', value)) return [];
  const [of] = Object.values(shape.patternProperties ?? {});
  return Object.entries(value as Record<string, unknown>).flatMap(([key, each]) => {
    const own = shape.properties?.[key] ?? of;
    return own ? wrongNamesIn(own, each, names, [...path, key]) : [];
  });
}
