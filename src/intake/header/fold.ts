/**
 * A header for comparing: NFKC, lower case, without spaces, line breaks, invisible characters, stars and a last colon.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Z}\p{Cf}]/gu, '')
    .replace(/^[*★☆※]+|[*★☆※:]+$/g, '')
    .toLowerCase();
}
