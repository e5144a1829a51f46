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

/** Anything but nothing: nothing would not be taken for what stands there. */
const standing = ' ';

/** What is sent of it. */
export const sentOf = ({ html, stands }: Markup): string => (stands ? standing : html);

/** Whether a page's script was given it whole: it did not stand in the page. */
export const comesAnew = (value: unknown): boolean => isMarkup(value) && value.html !== standing;
