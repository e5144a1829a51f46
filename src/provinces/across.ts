import { literal } from '#warehouse';
import type { DimensionSpec } from '#spec';

/** A column of a mart, as every province has it. */
export interface MartColumn {
  name: string;
  /** As DuckDB calls it. */
  type: string;
}

/** By dimension, what values of one province are called among all provinces; what is not there keeps its name. */
export type ToldNames = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** One province among those that are read together. */
export interface Province {
  /** What it is called: the value of the dimension `province`. */
  title: string;
  names: ToldNames;
}

/** The name of what belongs to one province alone: 示例甲省·某批. */
export const ownName = (province: string, name: string): string => `${province}·${name}`;

/** The province of such a name, and what it is called there; null where it does not say one of these. */
export function placedName(text: string, provinces: readonly string[]): { province: string; name: string } | null {
  const province = provinces.find((each) => text.startsWith(`${each}·`) && text.length > each.length + 1);
  return province === undefined ? null : { province, name: text.slice(province.length + 1) };
}

/** What is numbered or named anew in each province: two that are called alike there are two. */
const ofOneProvince = /(?:_id|_period)$|^(?:notice|quoted_from|group_name)$/;

/**
 * The rows of a mart of all provinces, in SQL: each with its province, and in it no number, notice or firm that could
 * be taken for one of another. `placeOf` says where the rows of one lie.
 */
export function martAcross<P extends Province>(
  columns: readonly MartColumn[],
  provinces: readonly P[],
  dimensions: Readonly<Record<string, DimensionSpec>>,
  placeOf: (province: P) => string
): string {
  const rows = provinces.map((province) => {
    const told = columns.map((column) => `${toldIn(province, column, dimensions)} as ${quoted(column.name)}`);
    return `select ${[`${literal(province.title)} as province`, ...told].join(', ')} from ${placeOf(province)}`;
  });
  return rows.join('\nunion all\n');
}

/** What a column says of one province among all, in SQL. */
export function toldIn(
  { title, names }: Province,
  { name, type }: MartColumn,
  dimensions: Readonly<Record<string, DimensionSpec>>
): string {
  const column = quoted(name);
  if (type !== 'VARCHAR') return column;
  if (ofOneProvince.test(name)) return `${literal(ownName(title, ''))} || ${column}`;
  const listed = Object.entries(dimensions).find(([, { several }]) => several === name);
  if (listed !== undefined && !Object.hasOwn(dimensions, name))
    return `array_to_string(list_transform(string_split(${column}, '、'), one -> ${renamed('one', names.get(listed[0]))}), '、')`;
  const dimension = dimensionOf(name, dimensions);
  return dimension === null ? column : renamed(column, names.get(dimension));
}

/** The dimension whose values a column holds, under its own name or as what a value is called later on. */
function dimensionOf(name: string, dimensions: Readonly<Record<string, DimensionSpec>>): string | null {
  if (Object.hasOwn(dimensions, name)) return name;
  const later = Object.entries(dimensions).find(([own, { lines }]) => lines !== undefined && name === `shown_${own}`);
  if (later !== undefined) return later[0];
  if (name !== 'shown_in') return null;
  return Object.values(dimensions).find(({ lines }) => lines !== undefined)?.lines?.by ?? null;
}

function renamed(told: string, names: ReadonlyMap<string, string> | undefined): string {
  const changed = Array.from(names ?? []).filter(([own, name]) => own !== name);
  if (changed.length === 0) return told;
  return `case ${told} ${changed.map(([own, name]) => `when ${literal(own)} then ${literal(name)}`).join(' ')} else ${told} end`;
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
