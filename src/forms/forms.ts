import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal, type FormToFill } from '#spec';
import { notOneOf, type Fault } from '#spec/content';
import { titlesOf, type Catalog } from '#query';
import { bindForm } from './bind.ts';
import type { BoundForm } from './bound.ts';
import { chosen, filtersInWords } from './chosen.ts';
import { fillForm, type FilledForm, type FormSource } from './fill-form.ts';
import type { FormFacts } from './facts.ts';
import { fileOf, withLayout } from './layout.ts';
import type { Wrong } from './settings.ts';

/** The names of the forms in a folder: each is a workbook. What programs leave beside them is none. */
export async function formNames(folder: string): Promise<string[]> {
  const files = await readdir(folder).catch(() => []);
  return files
    .filter((file) => /^[^.~].*\.xlsx$/i.test(file))
    .map((file) => file.slice(0, -'.xlsx'.length).normalize('NFC'))
    .sort((a, b) => a.localeCompare(b, 'zh-CN'));
}

/** What the forms of a folder follow from, while nobody writes in it: each with its size and when it was written. */
export async function stampOfForms(folder: string): Promise<string> {
  const stamps = (await formNames(folder)).map(async (name) => {
    const { mtimeMs, size } = await stat(join(folder, `${name}.xlsx`));
    return `${name} ${mtimeMs} ${size}`;
  });
  return (await Promise.all(stamps)).join('\n');
}

export async function listForms(folder: string, catalog: Catalog): Promise<FormToFill[]> {
  const told: FormToFill[] = [];
  for (const name of await formNames(folder))
    told.push(
      await withLayout(folder, name, async (layout) => {
        const { needs } = bindForm(layout, catalog);
        return { name, about: layout.settings.about, basis: layout.settings.basis, needs: [...needs] };
      })
    );
  return told;
}

/** What is wrong with the forms of a folder, held against what a version knows. */
export async function faultsOfForms(folder: string, catalog: Catalog): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const name of await formNames(folder))
    faults.push(...(await withLayout(folder, name, async (layout) => faultsOf(bindForm(layout, catalog)))));
  return faults;
}

const faultsOf = ({ layout: { file }, wrong }: BoundForm): Fault[] =>
  wrong.map((each) => ({ file, line: null, message: placed(each) }));

const placed = ({ sheet, cell, says }: Wrong): string =>
  `${sheet === null ? '' : `工作表“${sheet}”`}${cell ?? (sheet === null ? '' : '页眉页脚')}${sheet === null ? '' : '：'}${says}`;

export interface FormAsked extends Omit<FormSource, 'facts'> {
  facts: Omit<FormFacts, 'title' | 'filters'>;
}

/**
 * Fills the form of a name and hands it to `take` while its template is open. Whatever stands in the way is a Refusal:
 * no such form, a template that is written wrong, nothing chosen of what must be, nothing to fill.
 */
export async function withForm<T>(
  folder: string,
  name: string,
  asked: FormAsked,
  take: (form: FilledForm & { fileName: string }) => Promise<T>
): Promise<T> {
  const names = await formNames(folder);
  if (!names.includes(name))
    throw new Refusal(404, 'unknown_form', notOneOf('没有这种表：', name, names), { value: name, allowed: names });
  return withLayout(folder, name, async (layout) => {
    const form = bindForm(layout, asked.catalog);
    if (form.wrong.length > 0)
      throw new Refusal(
        422,
        'content_fault',
        `${fileOf(name)} 写得不对：${form.wrong.map(placed).join(' ')}模板没有改过的，是这个版本较旧，请重新导入。`
      );
    refuseUnchosen(form, asked);
    const filters = filtersInWords(asked.catalog, asked.view);
    const filled = await fillForm(form, { ...asked, facts: { ...asked.facts, title: name, filters } });
    return take({ ...filled, fileName: fileNameOf(name, asked) });
  });
}

function refuseUnchosen({ needs, layout: { name } }: BoundForm, { catalog, view }: FormAsked): void {
  const open = needs.filter((each) => chosen(view, each).length !== 1);
  if (open.length === 0) return;
  const titles = titlesOf(catalog, open);
  throw new Refusal(400, 'missing_filter', `“${name}”要选定一个${titles}。`, {
    parameter: open[0],
    allowed: catalog.values[open[0]!],
  });
}

/** It begins with the name of the form, by which it is known when it is handed in again. */
function fileNameOf(name: string, { view, facts: { asOf, version } }: FormAsked): string {
  const values = [...view.filters].flatMap(([, each]) => each).join('、');
  const narrowed = values === '' ? [] : [values.length > 40 ? `筛选${view.filters.size}项` : values];
  return `${[name, ...narrowed, `截至${asOf}`, version].join('_').replaceAll(/[/\\:*?"<>|]/g, ' ')}.xlsx`;
}
