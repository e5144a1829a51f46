import type { Form, FormColumn } from '#spec';
import { readContracts } from '#intake';
import { formHeaders, readModels, readColumn, type Content, type Model, type Moment } from '#pipeline';
import { readUntil } from './until.ts';
import { formOfNotice, type FormOfNotice } from './of-notice.ts';

/**
 * The contracts in words: what each kind of cell reads is said by pipelines/parsers. With a moment, as the notice that
 * is in force then has them in its forms; without, everything that is read.
 */
export async function readForms(content: Content, moment?: Moment): Promise<Form[]> {
  const { pipelines, reference } = content;
  const [contracts, models, notice, untilOf] = await Promise.all([
    formHeaders(reference).then((headers) => readContracts(pipelines, headers)),
    readModels(pipelines, 'parsers'),
    moment && formOfNotice(content, moment),
    moment && readUntil(content, moment),
  ]);
  const kinds = new Map(
    await Promise.all(models.map(async (model) => [model.name, await kindOf(model, reference, notice)] as const))
  );
  const forms = contracts
    .filter(({ name, ...source }) => notice?.has(name, source) ?? true)
    .map(({ name, title, files, key = [], columns, handedInBy = [], dueBy }): Form => ({
      name,
      title,
      files: [...files],
      handedInBy: [...handedInBy],
      until: dueBy === undefined ? [] : (untilOf?.(dueBy) ?? []),
      columns: Object.entries(columns)
        .filter(([column, said]) => notice?.has(name, said, column) ?? true)
        .map(([column, said]) => {
          const { kind, of, required = false, essential = false, note = null, private: isPrivate = false } = said;
          const { title: kindTitle, reads, options, format } = kinds.get(kind) ?? unsaid(kind);
          const header = notice?.header(name, column) ?? said.header;
          return {
            name: column,
            header,
            aliases: [said.header, ...(said.aliases ?? [])].filter((alias) => alias !== header),
            kind,
            kindTitle,
            reads,
            options: of ? (notice?.options(said) ?? [...of]) : options,
            format,
            required,
            essential,
            isKey: key.includes(column),
            isPrivate,
            note,
          };
        }),
    }));
  return forms.toSorted((a, b) => Number(hasOwnId(b)) - Number(hasOwnId(a)));
}

/** What the others refer to comes first. */
const hasOwnId = ({ columns }: Form): boolean => columns.some(({ kind }) => kind === 'id');

type Kind = Pick<FormColumn, 'reads' | 'options' | 'format'> & { title: string };

const unsaid = (kind: string): Kind => ({ title: kind, reads: '', options: null, format: 'text' });

/** `options: 是、否` lists what a kind of cell takes, `options_in: cities.city` names the reference data that does. */
async function kindOf({ name, header }: Model, reference: string, notice: FormOfNotice | undefined): Promise<Kind> {
  const { title = name, definition = '', options, options_in: listIn, cell_format: format = 'text' } = header;
  const [table, column] = listIn?.split('.') ?? [];
  const listed =
    table !== undefined && column !== undefined
      ? await readColumn(reference, table, column, notice?.inOrder)
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
