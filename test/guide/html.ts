/** What can be pressed on a page, as who uses it is told it. */
export interface Control {
  kind: 'link' | 'button' | 'field' | 'summary' | 'option';
  /** Everything that it is called by: its text, its label, its hint. */
  names: string[];
  attributes: Readonly<Record<string, string>>;
  /** The form that it stands in; null: none. */
  form: Form | null;
  /** Of a field that is chosen from. */
  options: { text: string; value: string; isSelected: boolean }[];
}

export interface Form {
  attributes: Readonly<Record<string, string>>;
  fields: Control[];
}

export interface Read {
  /** What stands in the page itself, without menus and feet, and its title. */
  text: string;
  title: string;
  controls: Control[];
}

/** Without any space: how a page is broken into lines says nothing. */
export const squeezed = (text: string): string => text.replace(/\s+/gu, '');

const empty = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
const unread = new Set(['script', 'style', 'template', 'noscript', 'svg']);
const kinds: Readonly<Record<string, Control['kind']>> = {
  a: 'link',
  button: 'button',
  summary: 'summary',
  input: 'field',
  select: 'field',
  textarea: 'field',
  option: 'option',
};

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', apos: "'" };
const plain = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex?: string, number?: string, name?: string) =>
    hex
      ? String.fromCodePoint(parseInt(hex, 16))
      : number
        ? String.fromCodePoint(Number(number))
        : (entities[name!] ?? all)
  );

const attributesOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    Array.from(text.matchAll(/([\w:-]+)(?:="([^"]*)"|='([^']*)'|=([^\s>]+))?/g), ([, name = '', a, b, c]) => [
      name,
      plain(a ?? b ?? c ?? ''),
    ])
  );

interface Open {
  tag: string;
  attributes: Record<string, string>;
  control: Control | null;
  texts: string[];
  form: Form | null;
}

/** Reads HTML as the server sent it, as far as following a handbook needs it. */
export function readHtml(html: string): Read {
  const controls: Control[] = [];
  const stack: Open[] = [];
  const text: string[] = [];
  const title: string[] = [];
  const within = (tag: string) => stack.findLast((open) => open.tag === tag);
  const close = (open: Open) => {
    const said = open.texts.join('').trim();
    // What stands in it first is what it is called; a word for who does not see it may stand behind.
    const called = [said, (open.texts.find((each) => each.trim() !== '') ?? '').trim()].filter((each) => each !== '');
    open.control?.names.push(...called);
    const select = within('select')?.control;
    if (open.tag === 'option' && open.control && select)
      select.options.push({
        text: said,
        value: open.attributes.value ?? said,
        isSelected: 'selected' in open.attributes,
      });
    if (open.tag === 'label') for (const field of labelled.get(open) ?? []) field.names.push(...called);
  };
  const labelled = new Map<Open, Control[]>();
  for (const [piece, isEnd, tag = '', attributesText = ''] of html.matchAll(
    /<!--[\s\S]*?-->|<(\/?)([a-z][\w-]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>|[^<]+/gi
  )) {
    const name = tag.toLowerCase();
    if (piece.startsWith('<!--')) continue;
    if (name === '') {
      if (stack.some((open) => unread.has(open.tag) || 'hidden' in open.attributes)) continue;
      const said = plain(piece);
      if (within('title')) title.push(said);
      else if (within('main')) text.push(said);
      for (const open of stack) if (open.control || open.tag === 'label') open.texts.push(said);
      continue;
    }
    if (isEnd) {
      while (stack.length > 0 && stack.some((open) => open.tag === name)) {
        const open = stack.pop()!;
        close(open);
        if (open.tag === name) break;
      }
      continue;
    }
    const attributes = attributesOf(attributesText);
    const form = name === 'form' ? { attributes, fields: [] } : (stack.at(-1)?.form ?? null);
    const kind = kinds[name];
    const isHidden = attributes.type === 'hidden' || stack.some((open) => 'hidden' in open.attributes);
    const control: Control | null =
      kind === undefined
        ? null
        : {
            kind,
            attributes,
            form,
            options: [],
            names: isHidden
              ? []
              : [attributes['aria-label'], attributes.placeholder, attributes.title].filter(
                  (each) => each !== undefined
                ),
          };
    if (control && kind !== 'option') {
      controls.push(control);
      if (kind === 'field') form?.fields.push(control);
      const label = within('label');
      if (label && kind === 'field') labelled.set(label, [...(labelled.get(label) ?? []), control]);
    }
    const open: Open = { tag: name, attributes, control, texts: [], form };
    if (!empty.has(name)) stack.push(open);
  }
  const seen = squeezed(text.join(' '));
  // A field of files lies unseen in what is pressed: it is called by what stands there, not by what is said of it.
  for (const { attributes, names } of controls)
    if (attributes.type === 'file')
      names.splice(0, names.length, ...names.filter((name) => seen.includes(squeezed(name))));
  return { text: seen, title: squeezed(title.join('')), controls };
}
