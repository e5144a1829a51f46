/**
 * A text as search compares it, what is asked and what is stored alike: in half width (Unicode NFKC), without case,
 * spaces of any kind and marks that do not show, one dash and one quotation mark for all.
 */
export const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\p{Z}\p{Cf}]+/gu, '')
    .replaceAll(/[‐‑‒–—―−]/g, '-')
    .replaceAll(/[“”„‟]/g, '"')
    .replaceAll(/[‘’‛]/g, "'");

/** Of a text that is made of nothing else, what `folded` leaves is the same without case: a pattern of DuckDB's. */
export const plainText = String.raw`[!-~\x{3001}\x{3002}\x{4E00}-\x{9FFF}]*`;
