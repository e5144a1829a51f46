import type { FormHeader } from '#intake';
import { isOpen, readTable, referenceFiles } from '../stages/reference-files.ts';
import type { NoticeFolder, NoticeFolders } from './read.ts';

/** What the forms of all notices call their columns (data/reference/notices/<notice>/forms.csv); not what is open. */
export async function formHeaders(reference: string): Promise<FormHeader[]> {
  const files = (await referenceFiles(reference)).filter(({ name, notice }) => name === 'forms' && notice !== null);
  const tables = await Promise.all(files.map(readTable));
  return tables
    .flatMap(({ table }) => (table?.rows ?? []).map(({ cells }) => headerOf(cells)))
    .filter(({ source, column, header }) => header !== '' && ![source, column, header].some(isOpen));
}

export const headerOf = ({ source = '', column = '', header = '' }: Readonly<Record<string, string>>): FormHeader => ({
  source,
  column,
  header,
});

/** The day that people ask on, and whether what they look at is a sample: an invented notice is for samples alone. */
export interface Moment {
  day: string;
  isSample: boolean;
}

const saying = ({ tables }: NoticeFolder, column: string): string => tables.get('notice')?.rows[0]?.cells[column] ?? '';

/** The notices for them: the one in force first, then the older ones, then those of unknown days and those to come. */
export function noticesOn({ notices }: NoticeFolders, { day, isSample }: Moment): NoticeFolder[] {
  const known = notices.filter((each) => each.batches.length > 0 && (isSample || saying(each, 'is_sample') !== 'true'));
  const isCome = (each: NoticeFolder) => {
    const issued = saying(each, 'issued_on');
    return issued !== '' && issued <= day;
  };
  const [come, rest] = [known.filter(isCome), known.filter((each) => !isCome(each))];
  return [...come.toReversed(), ...rest];
}
