import { withoutRadicals } from './radicals.ts';

/**
 * A header for comparing: NFKC, radicals as characters, lower case, without spaces, line breaks, invisible characters,
 * stars and a last colon.
 */
export function fold(text: string): string {
  return withoutRadicals(text)
    .normalize('NFKC')
    .replace(/[\s\p{Z}\p{Cf}]/gu, '')
    .replace(/^[*★☆※]+|(?<![*★☆※:])[*★☆※:]+$/g, '')
    .toLowerCase();
}
