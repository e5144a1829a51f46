const kind = Symbol('markup');

/** HTML that the server made, for a page to take over as it is. */
export interface Markup {
  [kind]: true;
  html: string;
  /** It stands in the page already: what the page's script is given need not say it again. */
  stands: boolean;
}

export const markupOf = (html: string, { stands }: { stands: boolean }): Markup => ({ [kind]: true, html, stands });

export const isMarkup = (value: unknown): value is Markup =>
  typeof value === 'object' && value !== null && kind in value;

/** What is sent of it. Where it stands, anything but nothing: nothing would not be taken for what stands there. */
export const sentOf = ({ html, stands }: Markup): string => (stands ? ' ' : html);
