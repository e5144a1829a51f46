/** What SvelteKit brings a page alive with. */
interface Kit {
  start(app: App, room: HTMLElement, drawn: Drawn): Promise<void>;
}

interface App {
  nodes: (() => Promise<unknown>)[];
}

interface Drawn {
  node_ids: number[];
}

/**
 * Runs in a page, from its text: whatever it needs stands in it. A page stands before it is alive, as links and forms;
 * it comes alive when a reader comes to it, where it says by `data-acts` that it acts by itself, and else long after.
 * What a reader did until then stays: what was typed, chosen and unfolded, and where the page was scrolled to.
 */
export function wait(scripts: readonly string[]) {
  /** Where a reader is about to do something. A page that comes under a resting pointer is not moved over. */
  const intents = [
    'pointermove',
    'pointerdown',
    'keydown',
    'focusin',
    'click',
    'input',
    'change',
    'dragenter',
    'visibilitychange',
  ];
  /** Milliseconds after which a page that nobody came to follows what is published. */
  const later = 10_000;
  const whenIdle = (work: () => void) =>
    // Safari has no idle time to offer.
    'requestIdleCallback' in window ? requestIdleCallback(work, { timeout: 1500 }) : setTimeout(work, 200);

  type Control = HTMLInputElement | HTMLSelectElement | HTMLDetailsElement;
  const stateOf = (control: Control) =>
    control instanceof HTMLDetailsElement
      ? { open: control.open }
      : control instanceof HTMLSelectElement
        ? { selectedIndex: control.selectedIndex }
        : control.type === 'file'
          ? {}
          : { value: control.value, checked: control.checked };
  const stands = new Map<Control, object>();
  const told = new Map<Control, Set<string>>();
  let isComposing = false;
  let pointer: PointerEvent | null = null;
  const note = (event: Event) => {
    const { type } = event;
    const target = event.target as Control;
    if (type.startsWith('pointer')) pointer = event as PointerEvent;
    else if (type.startsWith('composition')) isComposing = type === 'compositionstart';
    else {
      stands.set(target, stateOf(target));
      if (type !== 'toggle') told.set(target, (told.get(target) ?? new Set()).add(type));
    }
  };
  const noted = ['input', 'change', 'toggle', 'compositionstart', 'compositionend', 'pointermove', 'pointerdown'];
  for (const type of noted) addEventListener(type, note, true);

  const address = () => location.pathname + location.search;
  const here = address();
  /** Going back within what stood here before: nobody draws it yet but the server. */
  const goBack = () => {
    if (address() !== here) location.reload();
  };
  addEventListener('popstate', goBack);

  /** A form whose answer the program would show in its place waits for that, but not for long. */
  let held: SubmitEvent | null = null;
  const send = () => {
    removeEventListener('submit', hold, true);
    if (held) (held.target as HTMLFormElement).requestSubmit(held.submitter);
    held = null;
  };
  const hold = (event: SubmitEvent) => {
    if ((event.target as HTMLFormElement).method !== 'post') return;
    event.preventDefault();
    if (!held) setTimeout(send, 5000);
    held = event;
  };
  addEventListener('submit', hold, true);

  const intent = new Promise<void>((resolve) => {
    const linked = (rel: string, hrefs: readonly string[]) =>
      document.head.append(...hrefs.map((href) => Object.assign(document.createElement('link'), { rel, href })));
    const begin = () => {
      for (const type of intents) removeEventListener(type, begin, true);
      // Side by side: each names only those that come next.
      linked('modulepreload', scripts);
      resolve();
    };
    for (const type of intents) addEventListener(type, begin, { capture: true, passive: true });
    const fetchAhead = ([first, ...rest]: readonly string[]) => {
      if (first === undefined) return;
      linked('prefetch', [first]);
      whenIdle(() => fetchAhead(rest));
    };
    const onLoad = () => {
      if (document.querySelector('[data-acts]')) return whenIdle(begin);
      whenIdle(() => fetchAhead(scripts));
      return setTimeout(() => whenIdle(begin), later);
    };
    if (document.readyState === 'complete') onLoad();
    else addEventListener('load', onLoad);
  });

  /** All that is to be fetched is there before it begins: then nothing a reader does falls into its beginning. */
  async function start(kit: Kit, app: App, room: HTMLElement, drawn: Drawn) {
    await Promise.all([1, ...drawn.node_ids].map((id) => app.nodes[id]!()));
    // What is put into a box while a word is being composed in it breaks the word.
    if (isComposing) await new Promise((resolve) => addEventListener('compositionend', resolve, { once: true }));
    for (const each of document.querySelectorAll('details')) stands.set(each, stateOf(each));
    // Where a page was scrolled to when it was left, the browser knows; where it was since, its reader.
    const { scrollTo } = window;
    window.scrollTo = () => undefined;
    await kit.start(app, room, drawn);
    window.scrollTo = scrollTo;
    for (const type of noted) removeEventListener(type, note, true);
    removeEventListener('popstate', goBack);
    for (const [control, state] of stands) Object.assign(control, state);
    for (const [control, types] of told)
      for (const type of types) control.dispatchEvent(new Event(type, { bubbles: true }));
    send();
    // Where a reader is already, nobody comes again.
    const over = pointer && document.elementFromPoint(pointer.clientX, pointer.clientY);
    over?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
    document.activeElement?.dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
    document.documentElement.dataset.alive = '';
  }
  return { intent, start };
}
