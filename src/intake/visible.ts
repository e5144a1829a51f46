const invisible = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;

/** At most two hundred characters of a text, its invisible ones spelt out as ⟨U+0000⟩. */
export function visible(text: string): string {
  const shown = text.length > 200 ? `${text.slice(0, 200)}…` : text;
  return shown.replace(invisible, (found) => `⟨${codePoint(found)}⟩`).toWellFormed();
}

export const codePoint = (character: string): string =>
  `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
