import type { Catalog } from '#query';
import { unproven } from './page.ts';
import type { Original } from './originals.ts';
import type { Recipe } from './recipe.ts';
import { isOfAll, type Selection } from './selected.ts';
import type { LaidTable } from './texts.ts';

/** What a package leaves out or covers, a sentence each. */
export function leftOut({
  catalog,
  selection,
  masked,
  originals,
  recipe,
  book,
}: {
  catalog: Catalog;
  selection: Selection;
  /** How many values of which column were covered. */
  masked: readonly { name: string; header: string; count: number }[];
  originals: readonly Original[];
  recipe: Recipe;
  book: { left: readonly { metric: string; why: string }[] };
  texts: readonly LaidTable[];
}): string[] {
  const titleOf = (metric: string) => catalog.metrics.get(metric)?.title ?? metric;
  const kept = originals.filter(({ file }) => file !== null).length;
  return [
    ...masked
      .filter(({ name }) => name !== 'defects')
      .map(
        ({ name, header, count }) =>
          `${name} 的“${header}”：${count} 种写法遮盖了；同样的写法同一个代号，看得出是不是同一个，看不出是谁`
      ),
    '不认识的列、表下的说明和签名、格子数不对的行：一个字也没有给，只有它们在哪个文件第几行',
    `${isOfAll(selection) ? '' : '有所选范围的行的'}原件 ${originals.length} 份，原样给的 ${kept} 份；没有给的写明原因和 SHA-256，它们每一行的文字（遮盖后）在 cells 里`,
    ...(isOfAll(selection)
      ? []
      : [
          '只有所选范围的行：别的市、别的项目的一行也没有；全省公开的合计不在里面',
          ...(recipe.isProven
            ? []
            : ['有的表、结论和数要看包外的项目，从本包重算不出原样；是哪些，没有重算过，不知道']),
          ...(recipe.tables.length > 0
            ? [`这些表有的列要看包外的项目，从本包重算不出原样：${recipe.tables.map(({ table }) => table).join('、')}`]
            : []),
          ...recipe.verdicts.map(
            ({ rule, count }) =>
              `规则 ${catalog.rules.get(rule)?.title ?? rule} 有 ${count} 条结论要看包外的项目，从本包重算不出原样；给的是全省一起判的`
          ),
          ...recipe.figures.map(
            ({ metric, batch, city }) =>
              `${titleOf(metric)} ${batch || '全部批次'} ${city || '全部市'}：要看包外的项目，从本包重算不出原样`
          ),
        ]),
    ...(recipe.isProven ? [] : [unproven]),
    ...book.left.map(({ metric, why }) => `复算.xlsx 里没有“${titleOf(metric)}”：${why}`),
    '中位数、四分位数没有列为主要的数：它们在百景的“读数溯源”里',
  ];
}
