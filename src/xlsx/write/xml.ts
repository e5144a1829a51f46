const signs: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** Text as an attribute's value or an element's content. */
export const escapeXml = (text: string): string =>
  text.toWellFormed().replace(/[&<>"\r\n\t]/g, (sign) => signs[sign] as string);

/** Text as a cell's: what XML may not hold as `_x0001_`, what looks like such an escape escaped itself. */
export const escapeCell = (text: string): string =>
  escapeXml(
    text
      .replace(/_x(?=[0-9A-Fa-f]{4}_)/g, '_x005F_x')
      .replace(
        /[\0-\x08\x0b\x0c\x0e-\x1f\r\ufffe\uffff]/g,
        (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`
      )
  );

export const declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export const namespaces = {
  main: 'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  office: 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
  package: 'http://schemas.openxmlformats.org/package/2006/relationships',
  types: 'http://schemas.openxmlformats.org/package/2006/content-types',
} as const;
