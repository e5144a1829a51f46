import type { Revision } from '#revisions';
import type { Paper } from '#seals';
import type { Scope } from '#spec';
import type { Decision, ReplyLine } from '#store';
import type { OpenFile } from '#warehouse';
import { tokenPattern } from './tokens.ts';

/** Whose a row is: the values of the dimensions that scopes are made of, as far as they are known. */
export type Facts = Readonly<Record<string, string | null>>;

/** A value that stands in rows of these facts alone. */
export interface Canary {
  value: string;
  /** What it is: a column of a source, a name of a file, a header that nobody knows. */
  of: string;
  isPersonal: boolean;
  /** Who did something: told to whoever may read the record of what people do. */
  isOfRecord?: boolean;
  /** Of every row that it stands in; none: of no project that there is. */
  facts: readonly Facts[];
}

export interface Harvest {
  canaries: Canary[];
  /** By column, how many cells are no canary: they are drawn from a list, or too short to stand for one row. */
  passedOver: ReadonlyMap<string, number>;
}

const deciders = '核定人';
/** Who loaded a version. */
export const loaded = '导入人';

/** What a paper is called, and whom it is for. */
export const sealedWords = '材料';

/** What is written in a notice of changes that is no more than a draft; issued it is for whoever sees its rows. */
export const draftedWords = '变动说明草稿';

type Row = Readonly<Record<string, unknown>>;

/** The dimensions that a scope may be of, as columns of marts.projects. */
const dimensions = ['city', 'county', 'batch', 'direction'] as const;

/** The canaries of several versions: one that stands in two is of the rows of both. */
export async function harvestAll(
  readings: readonly OpenFile[],
  {
    loaders,
    papers,
    revisions,
    ...record
  }: {
    decided: readonly Decision[];
    replies: readonly ReplyLine[];
    loaders: readonly string[];
    papers: readonly Paper[];
    revisions: readonly Revision[];
  }
): Promise<Harvest> {
  const all = await Promise.all(readings.map((reading) => harvest(reading, record)));
  const canaries = new Map<string, Canary>();
  for (const each of all.flatMap((one) => one.canaries)) {
    const known = canaries.get(each.value);
    canaries.set(each.value, known ? { ...known, facts: [...known.facts, ...each.facts] } : each);
  }
  // What is sealed is of the scope of who sealed it; of all, it is theirs who see all.
  const factsIn = (scope: Scope): Facts[] => Object.entries(scope).map(([name, [one = '']]) => ({ [name]: one }));
  for (const { statement } of papers)
    for (const value of `${statement.title} ${statement.recipient}`.match(tokenPattern) ?? [])
      canaries.set(value, { value, of: sealedWords, isPersonal: false, facts: factsIn(statement.scope) });
  for (const { content, stage, words } of revisions)
    for (const value of `${words.effect} ${words.sentTo}`.match(tokenPattern) ?? []) {
      const of = stage === 'issued' ? '变动说明' : draftedWords;
      canaries.set(value, { value, of, isPersonal: false, facts: factsIn(content.scope) });
    }
  // Who loaded is told to whoever sees all of it, and on record.
  for (const value of loaders)
    canaries.set(value, { value, of: loaded, isPersonal: false, isOfRecord: true, facts: [] });
  return { canaries: [...canaries.values()], passedOver: all[0]!.passedOver };
}

/** Finds every canary of a published version: of the cells as they were handed in, and of the amounts made of them. */
async function harvest(
  reading: OpenFile,
  { decided, replies }: { decided: readonly Decision[]; replies: readonly ReplyLine[] }
): Promise<Harvest> {
  const read = async (sql: string): Promise<Row[]> => (await reading.read('matrix', sql)).rows();
  const canaries = new Map<string, { of: string; isPersonal: boolean; facts: Map<string, Facts> }>();
  const passedOver = new Map<string, number>();
  const add = (value: string, of: string, isPersonal: boolean, facts: readonly Facts[]) => {
    const known = canaries.get(value) ?? { of, isPersonal, facts: new Map<string, Facts>() };
    for (const each of facts) known.facts.set(JSON.stringify(each), each);
    canaries.set(value, known);
  };
  const owners = await ownersOf(read);
  const handedIn = await handedInOf(read);
  const contracts = await read('select distinct source from sources.contracts order by 1');
  for (const { source } of contracts) {
    const name = String(source);
    const headers = await read(`select header, kind, is_private from sources.contracts where source = '${name}'`);
    const typed = await read(`select * from staging.${name}`);
    const facts = new Map(typed.map((row) => [placeOf(row), factsOf(row, owners)]));
    const cells = await read(`select *, "其他列" as more from sources.${name}`);
    const unknown = await unknownHeaders(read);
    for (const row of cells) {
      const file = String(row.source_file);
      const of = [...(facts.get(placeOf(row)) ?? []), ...(handedIn.get(file) ?? [])];
      for (const token of file.match(tokenPattern) ?? []) add(token, '文件名', false, of);
      for (const token of unknown.get(file)?.match(tokenPattern) ?? []) add(token, '不认识的列名', false, of);
      for (const { header, is_private: isPrivate } of headers)
        for (const value of valuesOf(row[String(header)], () => passOver(passedOver, `${name}.${String(header)}`)))
          add(value, `${name}.${String(header)}`, Boolean(isPrivate), of);
      for (const value of valuesOf(row.more, () => {})) add(value, `${name}.其他列`, false, of);
    }
    for (const row of typed)
      for (const [column, value] of Object.entries(row))
        if (/investment|subsidy_|amount$/.test(column) && value !== null && isAmount(String(value)))
          add(plainNumber(String(value)), `${name}.${column}`, false, [
            ...factsOf(row, owners),
            ...(handedIn.get(String(row.source_file)) ?? []),
          ]);
  }
  for (const { source_file: file, cells } of await read('select source_file, cells from sources.set_aside'))
    for (const cell of JSON.parse(String(cells)) as string[])
      for (const phone of cell.match(/\b1\d{10}\b/g) ?? [])
        if (!canaries.has(phone)) add(phone, '未导入的行', true, handedIn.get(String(file)) ?? []);
  for (const { subjectKind, subjectId, span, basis, document, attachment, person } of decided) {
    const own = owners.project.get(subjectId);
    // What is decided of a city is of a batch of it.
    const ofCity = [{ city: subjectId, batch: span }];
    const facts = subjectKind === 'project' && own ? [own] : (owners.firm.get(subjectId) ?? ofCity);
    for (const token of `${basis} ${document} ${attachment}`.match(tokenPattern) ?? [])
      add(token, `核定 ${subjectKind}`, false, facts);
    for (const token of person.name.match(tokenPattern) ?? []) add(token, deciders, false, facts);
  }
  for (const { subjectId, note } of replies)
    for (const token of note.match(tokenPattern) ?? [])
      add(token, '答复', false, [owners.project.get(subjectId) ?? { city: '' }]);
  return {
    canaries: Array.from(canaries, ([value, { of, isPersonal, facts }]) => ({
      value,
      of,
      isPersonal,
      ...(of === deciders ? { isOfRecord: true } : {}),
      facts: [...facts.values()],
    })),
    passedOver,
  };
}

const passOver = (counts: Map<string, number>, column: string) => counts.set(column, (counts.get(column) ?? 0) + 1);

const placeOf = ({ source_file, source_sheet, source_row }: Row): string =>
  JSON.stringify([source_file, source_sheet, source_row]);

interface Owners {
  project: ReadonlyMap<string, Facts>;
  firm: ReadonlyMap<string, readonly Facts[]>;
}

async function ownersOf(read: (sql: string) => Promise<Row[]>): Promise<Owners> {
  const project = new Map<string, Facts>();
  const firm = new Map<string, Facts[]>();
  const columns = dimensions.join(', ');
  for (const row of await read(
    `select p.project_id, p.applicant_id, a.partner_ids, ${columns.replaceAll(/(\w+)/g, 'p.$1')} from marts.projects as p left join staging.applications as a using (project_id)`
  )) {
    const facts = Object.fromEntries(dimensions.map((name) => [name, textOf(row[name])]));
    project.set(String(row.project_id), facts);
    for (const id of [row.applicant_id, ...(textOf(row.partner_ids)?.split('、') ?? [])])
      if (id !== null) firm.set(String(id), [...(firm.get(String(id)) ?? []), facts]);
  }
  return { project, firm };
}

const textOf = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));

/**
 * A row is of the city that it says; else of the project, or of the projects of the firm, that it names; else of the
 * batch that it says, in all cities.
 */
function factsOf(row: Row, { project, firm }: Owners): Facts[] {
  const own = project.get(String(row.project_id));
  const city = textOf(row.city);
  if (city !== null) {
    const said = Object.fromEntries(dimensions.map((name) => [name, textOf(row[name])]));
    return [own?.city === city ? { ...own, ...withoutNulls(said) } : said];
  }
  if (row.project_id !== undefined) return own ? [own] : [];
  if (row.applicant_id === undefined && row.old_id === undefined && row.batch !== undefined)
    return [{ batch: textOf(row.batch) }];
  return [...(firm.get(String(row.applicant_id ?? row.old_id)) ?? []), ...(firm.get(String(row.new_id)) ?? [])];
}

/** Whoever handed a file in has it: of what it holds each value is of their scope too. */
async function handedInOf(read: (sql: string) => Promise<Row[]>): Promise<Map<string, Facts[]>> {
  const rows = await read(
    'select source_file, map_from_entries(list((dimension, value)))::json::varchar as scope from sources.owned where dimension is not null group by source_file'
  );
  return new Map(
    rows.map(({ source_file: file, scope }) => [String(file), [JSON.parse(String(scope)) as Facts]] as const)
  );
}

const withoutNulls = (facts: Facts): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null));

async function unknownHeaders(read: (sql: string) => Promise<Row[]>): Promise<Map<string, string>> {
  const rows = await read('select source_file, unknown_columns from sources.files');
  return new Map(rows.map((row) => [String(row.source_file), textOf(row.unknown_columns) ?? '']));
}

/** Of one cell what stands for its row alone. What does not is told of. */
function valuesOf(cell: unknown, tell: () => void): string[] {
  const text = textOf(cell)?.trim() ?? '';
  if (text === '') return [];
  const tokens = text.match(tokenPattern);
  const phones = text.match(/\b1\d{10}\b/g) ?? [];
  if (tokens || phones.length > 0) return [...(tokens ?? []), ...phones];
  if (/^SL\d{4}[A-Z]?-\d{4}-\d{4}$/.test(text) || /^[0-9A-Z]{18}$/.test(text)) return [text];
  // Ranks are of less than seven digits but those that are planted.
  if (/^7\d{6}$/.test(text)) return [text];
  // A whole minute may be a deadline.
  if (/^\d{4}[-/]\d\d?[-/]\d\d? \d\d:\d\d:(?!00)\d\d$/.test(text)) return [text];
  if (isAmount(text)) return [plainNumber(text)];
  tell();
  return [];
}

/** An amount with a fraction of a yuan is of one row; what is round may be of any. */
const isAmount = (text: string): boolean => /^\d[\d,]*\.\d\d(?:\d{4})?$/.test(text) && digitsOf(text).length >= 6;
const digitsOf = (text: string): string => text.replaceAll(/\D/g, '').replace(/0+$/, '');
export const plainNumber = (text: string): string =>
  text
    .replaceAll(',', '')
    .replace(/\.(\d*?)0+$/, '.$1')
    .replace(/\.$/, '');
