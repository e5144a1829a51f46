import type { DimensionSpec } from '#spec';
import type { Build } from '#warehouse';
import { ownName } from './across.ts';
import type { SameName } from './table.ts';

/**
 * What the values of each province are called among all. What a notice says (a batch, a direction, a task) is another
 * thing in each province unless somebody wrote down that it is the same; what is listed with a code of its own (a city)
 * keeps its name where no other province has one of that name. Words of the program itself, as those of stages, are the
 * same everywhere, and so is what stands for what nobody lists.
 */
export async function namesOf(
  build: Build,
  provinces: readonly { title: string; folder: string; alias: string }[],
  same: readonly SameName[],
  dimensions: Readonly<Record<string, DimensionSpec>>
): Promise<Map<string, Map<string, Map<string, string>>>> {
  const names = new Map(provinces.map(({ title }) => [title, new Map<string, Map<string, string>>()]));
  for (const [dimension, { values, isOfNotice, isOfPlace }] of Object.entries(dimensions)) {
    if (isOfNotice !== true && isOfPlace !== true) continue;
    const listed = await Promise.all(
      provinces.map(async ({ alias }) =>
        (
          await build.read<{ value: string }>(
            values,
            `select distinct "${dimension}" as value from ${alias}.${values} where "${dimension}" is not null`
          )
        ).map(({ value }) => String(value))
      )
    );
    provinces.forEach(({ title, folder }, at) => {
      const own = new Map<string, string>();
      for (const value of listed[at]!) {
        const told = same.find(
          (each) => each.dimension === dimension && each.folder === folder && each.value === value
        );
        const isTwice = listed.some((others, other) => other !== at && others.includes(value));
        if (told !== undefined) own.set(value, told.told);
        else own.set(value, isOfNotice === true || isTwice ? ownName(title, value) : value);
      }
      names.get(title)!.set(dimension, own);
    });
  }
  const unknown = same.find(({ dimension, folder, value }) => {
    const province = provinces.find((each) => each.folder === folder);
    return province !== undefined && !names.get(province.title)?.get(dimension)?.has(value);
  });
  if (unknown !== undefined)
    throw new Error(`same.csv：${unknown.folder} 没有 ${unknown.dimension} ${unknown.value}，不能写成同一个。`);
  return names;
}
