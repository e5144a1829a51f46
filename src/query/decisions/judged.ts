import type { AuditedRule, ColumnInfo, Value } from '#spec';
import type { Catalog } from '../catalog.ts';
import { columnInfo } from '../column-info.ts';

type Values = Readonly<Record<string, unknown>>;

/** What of the evidence of a finding was judged: not what follows from the as-of day alone, which its rule names. */
export function judgedValues(catalog: Catalog, rule: string, evidence: unknown): Values {
  if (typeof evidence !== 'object' || evidence === null || Array.isArray(evidence)) return {};
  const follows = catalog.rules.get(rule)?.follows ?? [];
  return Object.fromEntries(Object.entries(evidence).filter(([name]) => !follows.includes(name)));
}

/** Which judged values are others now, in words: 核定实际投入 408.96 万元 → 300 万元. Values that are new change nothing. */
export function changesIn(catalog: Catalog, rule: string, judged: Values, now: Values): string[] {
  const follows = catalog.rules.get(rule)?.follows ?? [];
  return Object.entries(judged).flatMap(([name, value]) => {
    const present = now[name] ?? null;
    if (follows.includes(name) || canonical(value) === canonical(present)) return [];
    const { title, unit } = evidenceInfo(catalog, rule, name);
    return [`${title} ${inWords(value, unit)} → ${inWords(present, unit)}`];
  });
}

/** What a value of the evidence is called, and in which unit it is. */
export const evidenceInfo = (catalog: Catalog, rule: string, name: string): ColumnInfo =>
  columnInfo(
    catalog,
    { name, type: 'string' },
    { header: catalog.rules.get(rule)?.evidence ?? {}, marts: ['projects', 'organisations'] }
  );

/** The evidence of a finding, each value with what it is called. */
export const evidenceValues = (catalog: Catalog, rule: string, evidence: Value): AuditedRule['values'] =>
  typeof evidence !== 'object' || evidence === null || Array.isArray(evidence)
    ? []
    : Object.entries(evidence).map(([name, value]) => {
        const { title, unit, format } = evidenceInfo(catalog, rule, name);
        return { name, title, unit, ...(format === undefined ? {} : { format }), value };
      });

/** The same text for the same value, whatever order its keys are in. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`).join()}}`;
}

function inWords(value: unknown, unit: string | null): string {
  if (value === null || value === undefined) return '未知';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) return value.map((each: unknown) => inWords(each, unit)).join('、') || '无';
  if (typeof value === 'number' && unit === '元' && Math.abs(value) >= 10_000) return `${value / 10_000} 万元`;
  if (typeof value === 'object') return canonical(value as Value);
  return unit === null ? `${value as string | number}` : `${value as string | number} ${unit}`;
}
