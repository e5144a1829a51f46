import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { notAmong } from '#spec';
import type { Answer } from '#query';
import { toArrow } from '#warehouse';
import { csvOf } from './csv.ts';
import { attachment } from './disposition.ts';
import { formats, type Format } from './format-names.ts';
import { jsonOf } from './json.ts';
import type { Links } from './links.ts';

const types: Record<Format, string> = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  arrow: 'application/vnd.apache.arrow.stream',
};

/** What writes a table that is saved as a file: one for each format but JSON, which the answer itself is. */
const writers: Record<Exclude<Format, 'json'>, (answer: Answer, links: Links | null) => Readable> = {
  csv: (answer, links) => Readable.from(csvOf(answer, links)),
  arrow: ({ result }) => toArrow(result),
};

/** The format that a request wants: by the ending of its path, else by `format`, else by `Accept`, else json. */
export function readFormat(request: FastifyRequest, ending?: string): Format {
  const { format } = request.query as { format?: string };
  const asked = ending ?? format;
  if (asked === undefined) return preferred(request.headers.accept ?? '');
  const known = formats.find((each) => each === asked);
  if (known) return known;
  throw notAmong(400, 'unknown_format', '没有格式', { parameter: 'format', value: asked, allowed: formats });
}

function preferred(accept: string): Format {
  const wanted = accept.split(',').map((part, place) => {
    const [type = '', ...parameters] = part.split(';').map((each) => each.trim().toLowerCase());
    const quality = Number(parameters.find((each) => each.startsWith('q='))?.slice(2) ?? 1);
    const format = formats.find((each) => types[each].split(';')[0] === type);
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
) {
  void reply.type(types[format]);
  if (format === 'json') return reply.send(Readable.from(jsonOf(answer, extra)));
  void reply.header('content-disposition', attachment(`${title}.${format}`, `${ascii}.${format}`));
  return reply.send(writers[format](answer, links));
}
