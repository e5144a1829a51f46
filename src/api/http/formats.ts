import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { fileFormats, mediaTypes, type FileFormat } from '#spec/answers';
import type { Answer } from '#query';
import { toArrow } from '#warehouse';
import { csvOf } from './csv.ts';
import { attachment } from './disposition.ts';
import { nameOfFile, type FileHead } from './file-head.ts';
import { FileAnswer } from './finish.ts';
import { jsonOf } from './json.ts';
import { tableBook } from './table-book.ts';

/** Files that are text say in which encoding. */
const typeOf = (format: FileFormat): string =>
  format === 'json' || format === 'csv' ? `${mediaTypes[format]}; charset=utf-8` : mediaTypes[format];

interface Asks extends Pick<FastifyRequest, 'headers'> {
  query: { format?: FileFormat };
}

/** What writes a table that is saved as a file: one for each format but JSON, which the answer itself is. */
const writers: Record<Exclude<FileFormat, 'json'>, (answer: Answer, head: FileHead, total?: number) => Readable> = {
  csv: (answer, { links }) => Readable.from(csvOf(answer, links)),
  xlsx: (answer, head, total) => Readable.from(tableBook(answer, head, total)),
  arrow: ({ result, unfit = [] }) => toArrow(result, unfit.length > 0 ? { unfit: JSON.stringify(unfit) } : {}),
};

/** The format that a request wants: by the ending of its path, else by `format`, else by `Accept`, else json. */
export const formatOf = ({ query, headers }: Asks, ending?: FileFormat): FileFormat =>
  ending ?? query.format ?? preferred(headers.accept ?? '');

function preferred(accept: string): FileFormat {
  const wanted = accept.split(',').map((part, position) => {
    const [type = '', ...parameters] = part.split(';').map((each) => each.trim().toLowerCase());
    const quality = Number(parameters.find((each) => each.startsWith('q='))?.slice(2) ?? 1);
    const format = fileFormats.find((each) => mediaTypes[each] === type);
    return { format, quality: Number.isFinite(quality) ? quality : 0, position };
  });
  const [best] = wanted
    .filter(({ format, quality }) => format && quality > 0)
    .sort((a, b) => b.quality - a.quality || a.position - b.position);
  return best?.format ?? 'json';
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
  const ascii = `${head.ascii}-${head.version}.${format}`;
  const name = `${nameOfFile(head)}.${format}`;
  return new FileAnswer(typeOf(format), attachment(name, ascii), writers[format](answer, head, extra.total));
}
