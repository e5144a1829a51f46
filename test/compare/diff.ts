import { isList, isObject, type Json, type JsonObject } from './json.ts';

/** One value that two answers do not share: where it stands, and what each says; undefined: nothing. */
export interface Difference {
  at: string;
  before: Json | undefined;
  after: Json | undefined;
}

/** How names are told apart. */
export interface Reading {
  /** What a key of before is called now. */
  key(name: string): string;
  /** Is told of a key that both sides have, under two names. */
  met(before: string, after: string): void;
  /** Whether two texts say the same. */
  isSame(before: string, after: string): boolean;
}

export interface Compared {
  /** Values that stand on both sides, alike or not. */
  values: number;
  differences: Difference[];
}

/** Compares two answers value by value. */
export function compareValues(before: Json, after: Json, reading: Reading): Compared {
  const compared: Compared = { values: 0, differences: [] };
  const differ = (at: string, before: Json | undefined, after: Json | undefined) =>
    void compared.differences.push({ at, before, after });
  compare('', before, after);
  return compared;

  function compare(at: string, before: Json, after: Json): void {
    if (isList(before) && isList(after)) return compareLists(at, before, after);
    if (isObject(before) && isObject(after)) return compareObjects(at, before, after);
    compared.values++;
    const isSame =
      before === after || (typeof before === 'string' && typeof after === 'string' && reading.isSame(before, after));
    if (!isSame) differ(at, before, after);
  }

  function compareObjects(at: string, before: JsonObject, after: JsonObject): void {
    const left = new Map(Object.entries(after).map(([name, value]) => [reading.key(name), { name, value }]));
    for (const [name, value] of Object.entries(before)) {
      const key = reading.key(name);
      const now = left.get(key);
      left.delete(key);
      if (now && now.name !== name) reading.met(name, now.name);
      if (now) compare(`${at}.${name}`, value, now.value);
      else differ(`${at}.${name}`, value, undefined);
    }
    for (const { name, value } of left.values()) differ(`${at}.${name}`, undefined, value);
  }

  function compareLists(at: string, before: readonly Json[], after: readonly Json[]): void {
    const [named, namedNow] = [byName(before, reading), byName(after, reading)];
    if (named && namedNow) return compareNamed(at, named, namedNow);
    const isAligned = before.length === after.length && ![...before, ...after].every(isPlain);
    if (isAligned) return before.forEach((value, i) => compare(`${at}[${i}]`, value, after[i] ?? null));
    compareUnaligned(at, before, after);
  }

  function compareNamed(at: string, before: Map<string, Json>, after: Map<string, Json>): void {
    for (const [name, value] of before) {
      const now = after.get(name);
      if (now === undefined) differ(`${at}[${name}]`, value, undefined);
      else compare(`${at}[${name}]`, value, now);
    }
    for (const [name, value] of after) if (!before.has(name)) differ(`${at}[${name}]`, undefined, value);
    const order = [...before.keys()].filter((name) => after.has(name)).join(' ');
    const orderNow = [...after.keys()].filter((name) => before.has(name)).join(' ');
    if (order !== orderNow) differ(`${at} (order)`, order, orderNow);
  }

  /** Of lists of two lengths, and of plain values: what is alike is matched, what is left is compared in its order. */
  function compareUnaligned(at: string, before: readonly Json[], after: readonly Json[]): void {
    const nameOf = (value: Json) => reading.key(JSON.stringify(value));
    const free = new Map<string, number[]>();
    after.forEach((value, i) => free.set(nameOf(value), [...(free.get(nameOf(value)) ?? []), i]));
    const matches = before.map((value) => free.get(nameOf(value))?.shift() ?? null);
    const taken = new Set(matches);
    const leftNow = Array.from(after.keys()).filter((i) => !taken.has(i));
    before.forEach((value, i) => {
      const match = matches[i] ?? leftNow.shift();
      const now = match === undefined ? undefined : after[match];
      if (now === undefined) differ(`${at}[${i}]`, value, undefined);
      else compare(`${at}[${i}]`, value, now);
    });
    for (const i of leftNow) differ(`${at}[${i}]`, undefined, after[i]);
    const order = matches.filter((match) => match !== null);
    const first = order.findIndex((match, i) => match < (order[i - 1] ?? -1));
    if (first >= 0) differ(`${at} (order)`, order[first - 1], order[first]);
  }
}

const isPlain = (value: Json): boolean => !isList(value) && !isObject(value);

/** A list of things that each have a name of their own, by it; null where it is no such list. */
function byName(list: readonly Json[], reading: Reading): Map<string, Json> | null {
  if (list.length === 0) return null;
  const named = new Map<string, Json>();
  for (const each of list) {
    if (!isObject(each) || typeof each.name !== 'string' || named.has(reading.key(each.name))) return null;
    named.set(reading.key(each.name), each);
  }
  return named;
}
