import { declared, escapeCell, escapeXml, namespaces } from './xml.ts';

/** A comment on a cell. Row and column from 1; `cell` is both, as B5. */
export interface Note {
  cell: string;
  row: number;
  column: number;
  text: string;
}

const longest = 8000;

export const noteText = (text: string): string =>
  `<r><rPr><sz val="9"/></rPr><t xml:space="preserve">${escapeCell(text.slice(0, longest))}</t></r>`;

export const noteXml = ({ cell, text }: Note, author: number): string =>
  `<comment ref="${cell}" authorId="${author}"><text>${noteText(text)}</text></comment>`;

export function* commentsXml(notes: readonly Note[], author: string): Generator<string> {
  yield `${declared}<comments xmlns="${namespaces.main}"><authors><author>${escapeXml(author)}</author></authors><commentList>`;
  for (const note of notes) yield noteXml(note, 0);
  yield '</commentList></comments>';
}

/** The shape type that the drawings of comments refer to. */
export const noteShapeType =
  '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>';

/** The drawing of a comment, hidden until the pointer is over its cell. */
export function noteShape({ row, column, text }: Note, number: number): string {
  const lines = Math.min(
    24,
    text.split('\n').reduce((sum, line) => sum + 1 + Math.floor(line.length / 22), 1)
  );
  const anchor = [column, 15, Math.max(0, row - 2), 10, column + 4, 15, Math.max(0, row - 2) + lines, 4].join(', ');
  return (
    `<v:shape id="_x0000_s${number}" type="#_x0000_t202" style="position:absolute;visibility:hidden;width:300px;height:${lines * 18}px;z-index:1" fillcolor="#ffffe1" o:insetmode="auto">` +
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>' +
    `<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row - 1}</x:Row><x:Column>${column - 1}</x:Column></x:ClientData></v:shape>`
  );
}

export function* drawingXml(notes: readonly Note[]): Generator<string> {
  yield '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">';
  yield `<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>${noteShapeType}`;
  for (const [i, note] of notes.entries()) yield noteShape(note, 1025 + i);
  yield '</xml>';
}
