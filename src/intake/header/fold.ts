import { withoutRadicals } from './radicals.ts';

/** Letters, digits and marks of ASCII that stay as they are: ids and numbers, cell by cell. */
const plain = /^(?!\*)[!-~]*(?<![*:])$/;

/**
 * A header for comparing: NFKC, radicals as characters, lower case, without spaces, line breaks, invisible characters,
 * stars and a last colon.
 */
export function fold(text: string): string {
  if (plain.test(text)) return text.toLowerCase();
  return withoutRadicals(text)
    .normalize('NFKC')
    .replace(/[\s\p{Z}\p{Cf}]/gu, '')
    .replace(/^[*★☆※]+|(?<![*★☆※:])[*★☆※:]+$/g, '')
    .toLowerCase();
}
