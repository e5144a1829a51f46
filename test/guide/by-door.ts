import { unlooked, type Hands } from './follow.ts';
import { readHtml, squeezed, type Control, type Read } from './html.ts';

export interface Opened {
  status: number;
  type: string;
  body: string;
  location: string | null;
}

export type Ask = (url: string) => Promise<Opened>;

/** What was opened once is what it was: nothing is changed while a handbook is followed by the door. */
export function onceEach(ask: Ask): Ask {
  const known = new Map<string, Promise<Opened>>();
  return (url) => {
    const there = known.get(url) ?? ask(url);
    known.set(url, there);
    return there;
  };
}

/** Hands that open pages as they are without a program: links are followed, forms that only ask are sent. */
export function handsByDoor(ask: Ask): Hands {
  let page: Read | null = null;
  let path = '';
  let focus: Control | null = null;
  let typed = new Map<Control, string>();
  /** After a form that would change something, nothing is known of the page. */
  let isSent = false;

  const open = async (to: string): Promise<string | null> => {
    const { status, type, body, location } = await ask(to);
    if (status !== 200) return `${to} 答 ${status}${location === null ? '' : `，转到 ${location}`}`;
    [focus, typed, isSent] = [null, new Map(), false];
    if (!type.startsWith('text/html')) return null;
    page = readHtml(body);
    path = to;
    return null;
  };
  const find = (label: string): Control | undefined => {
    const called = squeezed(label);
    const all = page?.controls ?? [];
    const named = (is: (name: string) => boolean) => all.find(({ names }) => names.some((name) => is(squeezed(name))));
    // What is counted stands behind the name: 待核 12.
    return (
      named((name) => name === called) ??
      named((name) => name.startsWith(called) && !/^\p{L}/u.test(name.slice(called.length)))
    );
  };
  return {
    go: open,
    async sees(text) {
      if (isSent) return true;
      const said = squeezed(text);
      return page !== null && (page.text.includes(said) || page.title.includes(said));
    },
    async type(text) {
      if (focus === null) return `不知道“${text}”写在哪里`;
      const { options } = focus;
      if (options.length > 0 && !options.some((each) => squeezed(each.text) === squeezed(text)))
        return `没有“${text}”可选`;
      typed.set(focus, options.find((each) => squeezed(each.text) === squeezed(text))?.value ?? text);
      return null;
    },
    async press(label) {
      if (isSent) return unlooked;
      if (page === null) return `还没有打开一页，就要点“${label}”`;
      const control = find(label);
      if (!control) return `${path} 上没有可以点的“${label}”`;
      const { kind, attributes, form } = control;
      if (kind === 'field') focus = control;
      if (kind === 'link' && attributes.href) return open(new URL(attributes.href, `http://x${path}`).href.slice(8));
      if (kind !== 'button' || form === null) return null;
      if ((form.attributes.method ?? 'get').toLowerCase() === 'post') {
        isSent = true;
        return null;
      }
      const asked = new URLSearchParams(form.fields.flatMap((field) => valuesOf(field, typed)));
      return open(`${new URL(form.attributes.action ?? path, `http://x${path}`).pathname}?${asked}`);
    },
  };
}

function valuesOf(field: Control, typed: ReadonlyMap<Control, string>): [string, string][] {
  const { name = '', type = 'text', value = '' } = field.attributes;
  if (name === '' || type === 'file') return [];
  const said = typed.get(field);
  if (said !== undefined) return [[name, said]];
  if ((type === 'checkbox' || type === 'radio') && !('checked' in field.attributes)) return [];
  const { options } = field;
  return [[name, options.length > 0 ? (options.find(({ isSelected }) => isSelected) ?? options[0]!).value : value]];
}
