import { everything, type Scope } from '#spec';
import { relationNames, scopedRelations, type Catalog } from '#query';
import { relationOf, systemNamed, systemRelation, type SystemRows } from './system.ts';

/** A version as a condition reads it. */
export interface Side {
  catalog: Catalog;
  /** What its tables lie under beside those of another; null where they are by themselves. */
  alias: string | null;
}

const before = (name: string): string => `before_${name}`;

const isNamed = (name: string, sql: string): boolean => new RegExp(`\\b${name}\\b`).test(sql);

/** The relations of the version before that a query names. */
export const beforeNamed = (catalog: Catalog, sql: string): string[] =>
  relationNames(catalog).filter((name) => isNamed(before(name), sql));

/** Whether a query names the version before at all, whatever that one holds. */
export const namesBefore = (sql: string): boolean => /\bbefore_[a-z]/.test(sql.replaceAll(/--.*|'(?:[^']|'')*'/g, ''));

/** Whether a query names the sums of all, of which its reader is told what is not withheld. */
export const namesSumsOfOthers = (sql: string): boolean => /\bprovince_\w/.test(sql);

/** Schemas of a version that a relation is made of. */
const schemas = /(?<![\w."])(marts|reference|summaries|resolved|checks|sources|catalog)\./g;

/**
 * The query of a condition over a version as a scope sees it: relations as dashboards read them, the same of the
 * version before as `before_…`, and the system as `system_…`.
 */
export function composed(
  sql: string,
  { now, then, system, scope = everything }: { now: Side; then: Side | null; system: SystemRows; scope?: Scope }
): { sql: string; values: Record<string, string | number> } {
  const view = { filters: new Map(), scope };
  const values: Record<string, string | number> = {};
  const relations: string[] = [];
  for (const name of then === null ? [] : beforeNamed(then.catalog, sql)) {
    const bound = scopedRelations(then!.catalog, [name], view, `select * from ${name}`);
    Object.assign(values, bound.values);
    const placed = then!.alias === null ? bound.sql : bound.sql.replaceAll(schemas, `${then!.alias}.$1.`);
    relations.push(`${before(name)} as not materialized (\n${placed}\n)`);
  }
  for (const name of systemNamed(sql)) {
    values[relationOf(name)] = JSON.stringify(system[name] ?? []);
    relations.push(systemRelation(name));
  }
  const body = sql.replace(/;\s*$/, '');
  const inner = relations.length === 0 ? body : `with\n${relations.join(',\n')}\nselect * from (\n${body}\n)`;
  const names = relationNames(now.catalog).filter((name) => isNamed(name, sql));
  const outer = scopedRelations(now.catalog, names, view, `select * from (\n${inner}\n)`);
  return { sql: outer.sql, values: { ...outer.values, ...values, ...outer.values } };
}
