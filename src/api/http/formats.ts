import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { fileFormats, mediaTypes, type FigureFormat, type FileFormat, type MediaFormat } from '#spec/answers';
import type { Answer } from '#query';
import { toArrow, toParquet } from '#warehouse';
import { csvOf } from './csv.ts';
import { attachment } from './disposition.ts';
import { nameOfFile, type FileHead } from './file-head.ts';
import { FileAnswer } from './finish.ts';
import { jsonOf } from './json.ts';
import { tableBook } from './table-book.ts';

/** Files that are text say in which encoding. */
export const typeOf = (format: FigureFormat): string =>
  ['json', 'csv', 'sql', 'svg'].includes(format) ? `${mediaTypes[format]}; charset=utf-8` : mediaTypes[format];

interface Asks<F extends MediaFormat> extends Pick<FastifyRequest, 'headers'> {
  query: { format?: F };
}

/** What writes a table that is saved as a file: one for each format but JSON, which the answer itself is. */
const writers: Record<Exclude<FileFormat, 'json'>, (answer: Answer, head: FileHead, total?: number) => Readable> = {
  csv: (answer, { links }) => Readable.from(csvOf(answer, links)),
  xlsx: (answer, head, total) => Readable.from(tableBook(answer, head, total)),
  arrow: ({ result, unfit = [] }) => toArrow(result, unfit.length > 0 ? { unfit: JSON.stringify(unfit) } : {}),
  parquet: ({ result, unfit = [] }, head) => Readable.from(toParquet(result, footOf(head, unfit))),
};

/** What a table without headers in Chinese says of itself. */
const footOf = ({ title, version, asOf, isSample, asked }: FileHead, unfit: Answer['unfit'] = []) => ({
  title,
  version,
  as_of: asOf,
  filters: JSON.stringify(asked),
  ...(isSample ? { sample: '示例数据' } : {}),
  ...(unfit.length > 0 ? { unfit: JSON.stringify(unfit) } : {}),
});

/**
 * The format that a request wants, of those that there are: by the ending of its path, else by `format`, else by
 * `Accept`, else json.
 */
export const formatOf = <F extends MediaFormat = FileFormat>(
  { query, headers }: Asks<F>,
  ending?: F,
  formats: readonly F[] = fileFormats as readonly MediaFormat[] as readonly F[]
): F => ending ?? query.format ?? preferred(headers.accept ?? '', formats);

function preferred<F extends MediaFormat>(accept: string, formats: readonly F[]): F {
  const wanted = accept.split(',').map((part, position) => {
    const [type = '', ...parameters] = part.split(';').map((each) => each.trim().toLowerCase());
    const quality = Number(parameters.find((each) => each.startsWith('q='))?.slice(2) ?? 1);
    const format = formats.find((each) => mediaTypes[each] === type);
    return { format, quality: Number.isFinite(quality) ? quality : 0, position };
  });
  const [best] = wanted
    .filter(({ format, quality }) => format && quality > 0)
    .sort((a, b) => b.quality - a.quality || a.position - b.position);
  return best?.format ?? ('json' as F);
}

/**
 * A table as what was asked for. The name of a file says what it is of; the links of its numbers stand in CSV and XLSX.
 */
export function fileAnswer(
  answer: Answer,
  format: FileFormat,
  head: FileHead,
  extra: { total?: number; [name: string]: unknown } = {}
): FileAnswer {
  if (format === 'json') return new FileAnswer(typeOf(format), null, jsonOf(answer, extra));
  let rows = 0;
  const counted = countedIn(answer, (more) => (rows += more));
  const file = writers[format](counted, head, extra.total);
  return new FileAnswer(typeOf(format), savedAs(head, format), file, { rows: () => rows });
}

/** The same answer, whose rows are told as they are taken. */
function countedIn(answer: Answer, tell: (rows: number) => void): Answer {
  const { result } = answer;
  async function* chunks() {
    for await (const rows of result.chunks()) {
      tell(rows.length);
      yield rows;
    }
  }
  return { ...answer, result: { ...result, chunks } };
}

/** Under which name a file is saved. */
export const savedAs = (head: FileHead, format: FigureFormat): string =>
  attachment(`${nameOfFile(head)}.${format}`, `${head.ascii}-${head.version}.${format}`);
