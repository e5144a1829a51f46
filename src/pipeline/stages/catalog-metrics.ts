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
  const formulas = new Map<string, Formula>();
  for (const model of models) {
    const formula = await formulaOf(build, model);
    if (formula) formulas.set(model.name, formula);
  }
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
async function formulaOf(build: Build, { file, sql }: Model): Promise<Formula | null> {
  const query = `select json_serialize_sql('select ' || chr(10) || $sql)::varchar as tree`;
  const [found] = await build.read<{ tree: string }>(file, query, { sql });
  try {
    return readFormula(String(found?.tree));
  } catch {
    return null;
  }
}
