import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { formats, mediaTypes, type Format } from '#spec/answers';
import type { Answer } from '#query';
import { toArrow } from '#warehouse';
import { csvOf } from './csv.ts';
import { attachment } from './disposition.ts';
import { jsonOf } from './json.ts';
import type { Links } from './links.ts';

/** Files that are text say in which encoding. */
const typeOf = (format: Format): string =>
  format === 'arrow' ? mediaTypes.arrow : `${mediaTypes[format]}; charset=utf-8`;

interface Asks extends Pick<FastifyRequest, 'headers'> {
  query: { format?: Format };
}

/** The format that a request wants: by the ending of its path, else by `format`, else by `Accept`, else json. */
export const formatOf = ({ query, headers }: Asks, ending?: Format): Format =>
  ending ?? query.format ?? preferred(headers.accept ?? '');

function preferred(accept: string): Format {
  const wanted = accept.split(',').map((part, place) => {
    const [type = '', ...parameters] = part.split(';').map((each) => each.trim().toLowerCase());
    const quality = Number(parameters.find((each) => each.startsWith('q='))?.slice(2) ?? 1);
    const format = formats.find((each) => mediaTypes[each] === type);
    return { format, quality: Number.isFinite(quality) ? quality : 0, place };
  });
  const [best] = wanted
    .filter(({ format, quality }) => format && quality > 0)
    .sort((a, b) => b.quality - a.quality || a.place - b.place);
  return best?.format ?? 'json';
}

/** Sends a table. A file is called by its title; the links of its numbers stand in CSV alone. */
export function sendAnswer(
  reply: FastifyReply,
  answer: Answer,
  format: Format,
  title: string,
  ascii: string,
  extra: object = {},
  links: Links | null = null
): FastifyReply {
  void reply.type(typeOf(format));
  if (format === 'json') return reply.send(Readable.from(jsonOf(answer, extra)));
  void reply.header('content-disposition', attachment(`${title}.${format}`, `${ascii}.${format}`));
  return reply.send(format === 'csv' ? Readable.from(csvOf(answer, links)) : toArrow(answer.result));
}
