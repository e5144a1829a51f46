/** `"font,style"`, sizes, colours; then fields and what is bold, struck, raised … by one letter. */
const codes = /&(?:"[^"]*"|\d+|K(?:[0-9A-F]{6}|\d\d[+-]\d{3})|[A-Z])/gi;

/** The texts of a page's header or footer, left, in the middle and right, without its codes: `&L单位：&B元` → 单位：元. */
export function pageTexts(coded: string): string[] {
  return coded
    .replaceAll('&&', '\u0000')
    .split(/&[LCR]/i)
    .map((part) => part.replace(codes, '').replaceAll('\u0000', '&').trim())
    .filter((text) => text !== '');
}
