import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { workbookType } from '#xlsx';
import { attachment } from '../http/disposition.ts';
import type { Schema } from '../http/schemas.ts';

/** What is answered with an .xlsx file. */
export const workbook: Schema = { type: 'string', contentMediaType: workbookType };

export interface SentBook {
  name: string;
  /** Its name for who cannot read the other. */
  ascii: string;
  bytes?: number;
  content: AsyncIterable<Buffer>;
}

/** Sends a workbook as a file to be saved. */
export function sendBook(reply: FastifyReply, { name, ascii, bytes, content }: SentBook): FastifyReply {
  void reply.type(workbookType).header('content-disposition', attachment(name, ascii));
  if (bytes !== undefined) void reply.header('content-length', bytes);
  return reply.send(content instanceof Readable ? content : Readable.from(content));
}
