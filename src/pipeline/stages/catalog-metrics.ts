import { describeMetric, readFormula, type ColumnLine, type Formula } from '#spec';
import type { Build } from '#warehouse';
import type { Model } from './models.ts';

/** What catalog.metrics says of each metric: the words of its header, and what follows from its expression. */
export async function describeMetrics(
  build: Build,
  models: readonly Model[],
  measures: ReadonlyMap<string, Pick<ColumnLine, 'unit' | 'format'>>
): Promise<Record<string, string | null>[]> {
  const headers = new Map(models.map(({ name, header }) => [name, header]));
  const formulas = await formulasOf(build, models);
  return models.map(({ name, header, sql }) => ({
    name,
    title: header.title ?? null,
    definition: header.definition ?? null,
    ...describeMetric(name, {
      formulaOf: (each) => formulas.get(each),
      headerOf: (each) => headers.get(each) ?? {},
      measure: (each) => measures.get(each),
    }),
    sql,
  }));
}

/** An expression that cannot be worked out again from rows is still a metric: it says so when it is followed. */
async function formulasOf(build: Build, models: readonly Model[]): Promise<Map<string, Formula>> {
  const found = await build.read<{ place: number; tree: string }>(
    'catalog.metrics',
    `select place::integer as place, json_serialize_sql('select ' || chr(10) || sqls[place])::varchar as tree
    from (select unnest(range(1, len(sqls) + 1)) as place, sqls from (select from_json($sqls, '["VARCHAR"]') as sqls))`,
    { sqls: JSON.stringify(models.map(({ sql }) => sql)) }
  );
  const formulas = new Map<string, Formula>();
  for (const { place, tree } of found) {
    const formula = formulaIn(tree);
    if (formula) formulas.set(models[place - 1]!.name, formula);
  }
  return formulas;
}

function formulaIn(tree: string): Formula | null {
  try {
    return readFormula(tree);
  } catch {
    return null;
  }
}
