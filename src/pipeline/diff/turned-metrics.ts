import { literal, type Build } from '#warehouse';
import type { Model } from '../stages/models.ts';

interface Formula {
  title: string;
  sql: string;
}

/**
 * Where the formula of a metric is another than before: a select of the batches that it makes another number of, each
 * with the number before and now; null where none is. The sums are those of `before` and of this build.
 */
export async function otherMetrics(build: Build, models: readonly Model[]): Promise<string | null> {
  const known = await build.read<Formula & { name: string }>(
    'before',
    'select name, title, sql from before.catalog.metrics'
  );
  const before = new Map(known.map((each) => [each.name, each]));
  const now = new Map(models.map(({ name, header, sql }) => [name, { title: header.title ?? name, sql }]));
  const selects = [...now].flatMap(([name, { title }]) => {
    const [was, is] = [expanded(name, before), expanded(name, now)];
    return was === null || is === null || was === is ? [] : [selectOf(title, name, { was, is })];
  });
  return selects.length === 0 ? null : selects.join('\n  union all\n  ');
}

/** A metric with those that it is made of written out, as one line; null where it, or one of those, is not there. */
function expanded(name: string, formulas: ReadonlyMap<string, Formula>): string | null {
  const text = formulas
    .get(name)
    ?.sql.replace(/^--.*$/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (text === undefined) return null;
  const others = new Map([...formulas].filter(([each]) => each !== name));
  const parts = Array.from(text.matchAll(/metrics\."?(\w+)"?\(p\)/g), ([, part = '']) => expanded(part, others));
  if (parts.includes(null)) return null;
  let at = 0;
  return text.replace(/metrics\."?\w+"?\(p\)/g, () => `(${parts[at++]})`);
}

const selectOf = (title: string, name: string, { was, is }: { was: string; is: string }): string => `
  select b.batch as batches, null as rule, '${name}' as metric, ${literal(title)} as title, '${name}' as subject,
    b.value::varchar as before, a.value::varchar as after,
  from (select p.batch, ${was} as value from before.marts.cube as p group by p.batch) as b
  join (select p.batch, ${is} as value from marts.cube as p group by p.batch) as a using (batch)
  where a.value is distinct from b.value`;
