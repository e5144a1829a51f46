/**
 * Names of parts are one name in any letter case and however they are percent-encoded (ECMA-376 part 2, 6.2.2.3);
 * an encoded slash stays what it is.
 */
export const partKey = (name: string): string =>
  name
    .replace(/^\.\//, '')
    .replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => decoded(encoded))
    .normalize('NFC')
    .toLowerCase();

function decoded(encoded: string): string {
  try {
    const text = decodeURIComponent(encoded);
    return /[/\\%\u0000-\u001f]/.test(text) ? encoded : text;
  } catch {
    return encoded;
  }
}
