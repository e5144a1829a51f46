import type { Form, FormColumn } from '#spec';
import { readContracts } from '#intake';
import { type Content, readModels, type Model, readColumn } from '#pipeline';

/** The contracts in words: what each kind of cell reads is said by pipelines/parsers. */
export async function readForms({ pipelines, reference }: Content): Promise<Form[]> {
  const [contracts, models] = await Promise.all([readContracts(pipelines), readModels(pipelines, 'parsers')]);
  const kinds = new Map(
    await Promise.all(models.map(async (model) => [model.name, await kindOf(model, reference)] as const))
  );
  const forms = contracts.map(({ name, title, files, key = [], columns }): Form => ({
    name,
    title,
    files: [...files],
    columns: Object.entries(columns).map(
      ([
        column,
        {
          header,
          aliases = [],
          kind,
          of,
          required = false,
          essential = false,
          note = null,
          private: isPrivate = false,
        },
      ]) => {
        const { title: kindTitle, reads, options, format } = kinds.get(kind) ?? unsaid(kind);
        return {
          name: column,
          header,
          aliases: [...aliases],
          kind,
          kindTitle,
          reads,
          options: of ? [...of] : options,
          format,
          required,
          essential,
          isKey: key.includes(column),
          isPrivate,
          note,
        };
      }
    ),
  }));
  return forms.toSorted((a, b) => Number(hasOwnId(b)) - Number(hasOwnId(a)));
}

/** What the others refer to comes first. */
const hasOwnId = ({ columns }: Form): boolean => columns.some(({ kind }) => kind === 'id');

type Kind = Pick<FormColumn, 'reads' | 'options' | 'format'> & { title: string };

const unsaid = (kind: string): Kind => ({ title: kind, reads: '', options: null, format: 'text' });

/** `options: 是、否` lists what a kind of cell takes, `options_in: cities.city` names the reference data that does. */
async function kindOf({ name, header }: Model, reference: string): Promise<Kind> {
  const { title = name, definition = '', options, options_in: listIn, cell_format: format = 'text' } = header;
  const [table, column] = listIn?.split('.') ?? [];
  const listed =
    table !== undefined && column !== undefined
      ? await readColumn(reference, table, column)
      : (options?.split('、') ?? null);
  return {
    title,
    reads: definition,
    options: listed,
    format: format === 'day' || format === 'plain' ? format : 'text',
  };
}

/** What should stand in a cell of this column, in a sentence. */
export function expectationOf({ options, kindTitle, reads, note }: FormColumn): string {
  const one = options ? `${options.join('、')}，其中之一` : `${kindTitle}${reads === '' ? '' : `：${reads}`}`;
  return note === null ? one : `${one}。${note}`;
}
