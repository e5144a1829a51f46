/** `Content-Disposition` of a file with a Chinese name (RFC 6266, RFC 5987), and a plain one for who cannot read it. */
export function attachment(name: string, ascii: string): string {
  const clean = name.replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, '_');
  const plain = ascii.replaceAll(/[^A-Za-z0-9._-]/g, '_');
  const encoded = encodeURIComponent(clean).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
