import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { generatedSheets } from '#intake';
import type { Answer, Catalog, QueryContext } from '#query';
import {
  askCity,
  askQuota,
  askSubsidy,
  quotaColumns,
  quotaRows,
  readQuotaFiles,
  readSubsidyFiles,
  rememberReadings,
  saveQuota,
  saveSubsidy,
  subsidyColumns,
  subsidyRows,
  watermark,
  type QuotaFile,
} from '#scenarios';
import type { ColumnInfo, Row } from '#spec';
import { sayFault } from '#spec/content';
import {
  closed,
  fileFormats,
  format,
  mediaTypes,
  QuotaSearch,
  QuotaTried,
  RankedList,
  Scenarios,
  SubsidySearch,
  SubsidyTried,
  version,
  type FileFormat,
} from '#spec/answers';
import type { Api } from '../http/context.ts';
import { attachment } from '../http/disposition.ts';
import { fileHead } from '../http/file-head.ts';
import { FileAnswer, Passing } from '../http/finish.ts';
import { fileAnswer, formatOf } from '../http/formats.ts';
import { withCatalog, withVersion } from '../http/request.ts';

/**
 * `GET /scenarios` (测算): the rules that may be tried; `/scenarios/quota` what rules for quotas would give and whom that
 * would have cost, `/scenarios/quota/<city>` the list of one city, `/scenarios/quota.sql` a rule as content. Never a
 * fact: nothing of it is kept or enters a version. Whoever sees less than the province is answered as if it were not
 * there, and each answer is on record.
 */
export function scenarios(app: FastifyInstance, api: Api): void {
  const { scenarios: folder } = api;
  if (folder === null) return;
  const remembered = rememberReadings();
  const groundOf = ({ queryContext: context, catalog }: { queryContext: QueryContext; catalog: Catalog }) => ({
    context,
    catalog,
    remembered: remembered(`${catalog.version} ${catalog.decided.position}`),
  });
  const of = { needs: 'decide' as const, isOfProvince: true as const };
  const many = {
    ...of,
    summary: 'The rules that may be tried; nothing that a scenario says is a fact',
    querystring: closed({ ...version }),
    response: { 200: Scenarios },
  };
  app.get(
    '/scenarios',
    withVersion(api, many, async () => {
      const [quota, subsidy] = await Promise.all([readQuotaFiles(folder), readSubsidyFiles(folder)]);
      return new Passing({ watermark, quota: quota.map(ruleOf), subsidy: subsidy.map(ruleOf) });
    })
  );

  const quota = {
    ...of,
    summary: 'What rules for quotas would give, and whom that would have cost on a past batch',
    querystring: closed({ ...QuotaSearch.properties, ...format, ...version }),
    response: { 200: QuotaTried },
    formats: fileFormats,
  };
  app.get(
    '/scenarios/quota',
    withCatalog(api, quota, async (known, request) => {
      const tried = await askQuota(groundOf(known), await readQuotaFiles(folder), request.query);
      const format = formatOf(request, undefined, quota.formats);
      if (format === 'json') return new Passing(tried);
      const table = { columns: quotaColumns, rows: quotaRows(tried) };
      return tableFile(tried.version, table, format, fileHead(request, known, '测算_名额', 'scenario-quota'));
    })
  );

  const city = {
    ...of,
    summary: 'The list of one city by its ranks, and what each rule would have made of each project',
    params: closed({ city: Type.String() }),
    querystring: closed({ ...QuotaSearch.properties, ...version }),
    response: { 200: RankedList },
  };
  app.get(
    '/scenarios/quota/:city',
    withCatalog(
      api,
      city,
      async (known, { query, params }) =>
        new Passing(await askCity(groundOf(known), await readQuotaFiles(folder), query, params.city))
    )
  );

  const subsidy = {
    ...of,
    summary: 'What rules for subsidies would give the accepted projects of a batch, beside what was allocated',
    querystring: closed({ ...SubsidySearch.properties, ...format, ...version }),
    response: { 200: SubsidyTried },
    formats: fileFormats,
  };
  app.get(
    '/scenarios/subsidy',
    withCatalog(api, subsidy, async (known, request) => {
      const tried = await askSubsidy(groundOf(known), await readSubsidyFiles(folder), request.query);
      const format = formatOf(request, undefined, subsidy.formats);
      if (format === 'json') return new Passing(tried);
      const table = { columns: subsidyColumns, rows: subsidyRows(tried) };
      return tableFile(tried.version, table, format, fileHead(request, known, '测算_奖补', 'scenario-subsidy'));
    })
  );

  const saved = {
    ...of,
    summary: 'The first of the rules, with what was asked in its place, as a file of content',
    querystring: closed({ ...QuotaSearch.properties, ...version }),
    response: { 200: Type.String() },
    formats: ['sql'] as const,
  };
  app.get(
    '/scenarios/quota.sql',
    withVersion(api, saved, async (_context, { query }) => {
      const { name, text } = saveQuota(await readQuotaFiles(folder), query);
      const type = 'application/sql; charset=utf-8';
      return new FileAnswer(type, attachment(name, 'scenario.sql'), inOne(text), { isPassing: true });
    })
  );

  const savedSubsidy = {
    ...saved,
    querystring: closed({ ...SubsidySearch.properties, ...version }),
    formats: ['ts'] as const,
  };
  app.get(
    '/scenarios/subsidy.ts',
    withVersion(api, savedSubsidy, async (_context, { query }) => {
      const { name, text } = saveSubsidy(await readSubsidyFiles(folder), query);
      const type = `${mediaTypes.ts}; charset=utf-8`;
      return new FileAnswer(type, attachment(name, 'scenario.ts'), inOne(text), { isPassing: true });
    })
  );
}

interface Table {
  columns: readonly ColumnInfo[];
  rows: readonly Row[];
}

/** Rows as a file. Its first cell is what it is passed over by, should somebody hand it in. */
function tableFile(
  version: string,
  { columns, rows }: Table,
  format: Exclude<FileFormat, 'json'>,
  head: ReturnType<typeof fileHead>
) {
  const marked = columns.map((column, at) => (at === 0 ? { ...column, title: generatedSheets.scenario } : column));
  const answer = { version, columns: marked, result: resultOf(marked, rows) };
  return fileAnswer(answer, format, head, { total: rows.length });
}

async function* inOne(text: string) {
  yield text;
}

type OfFile = Pick<QuotaFile, 'name' | 'title' | 'note' | 'hash' | 'faults'>;

const ruleOf = ({ name, title, note, hash, faults }: OfFile) => ({
  name,
  title,
  note,
  hash,
  faults: faults.map(sayFault),
});

/** Rows that no query answered, as a file is written of them. */
const resultOf = (columns: readonly ColumnInfo[], rows: readonly Row[]): Answer['result'] => ({
  columns: columns.map(({ name, type }) => ({ name, type, isInteger: type === 'number' })),
  async *chunks() {
    yield [...rows];
  },
  rows: async () => [...rows],
  close: async () => {},
});
