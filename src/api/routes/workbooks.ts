import { Type } from 'typebox';
import { mediaTypes } from '#spec/answers';
import { attachment } from '../http/disposition.ts';
import { FileAnswer } from '../http/finish.ts';

/** What is answered with an .xlsx file. */
export const workbook = { response: { 200: Type.Unknown() }, formats: ['xlsx'] } as const;

export interface NamedBook {
  name: string;
  /** Its name for who cannot read the other. */
  ascii: string;
  content: AsyncIterable<Buffer>;
}

/** A workbook as a file to be saved. */
export const bookAnswer = ({ name, ascii, content }: NamedBook): FileAnswer =>
  new FileAnswer(mediaTypes.xlsx, attachment(name, ascii), content);
