/** A header as it is compared: NFKC, lower case; without spaces, line breaks, invisible characters, stars and a closing colon. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Z}\p{Cf}]/gu, '')
    .replace(/^[*★☆※]+|[*★☆※:]+$/g, '')
    .toLowerCase();
}
