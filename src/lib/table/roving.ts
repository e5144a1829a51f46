/**
 * Makes one stop of all the numbers of a table that lead somewhere: the arrow keys go from one to the next. It does so
 * when somebody comes to one of them: thousands of links cost nothing before.
 */
export function roving(table: HTMLTableElement): () => void {
  const links = () => Array.from(table.querySelectorAll<HTMLAnchorElement>('a.proof'));
  const choose = (link: HTMLAnchorElement | undefined) => {
    for (const each of links()) each.tabIndex = each === link ? 0 : -1;
  };
  const observer = new MutationObserver(() => choose(links().find(({ tabIndex }) => tabIndex === 0) ?? links()[0]));
  const come = (target: EventTarget | null) => {
    if (!(target instanceof HTMLAnchorElement && target.matches('a.proof'))) return;
    choose(target);
    observer.observe(table, { childList: true, subtree: true });
  };
  const onfocus = ({ target }: FocusEvent) => come(target);
  const onkeydown = (event: KeyboardEvent) => {
    const from = event.target;
    const next = from instanceof HTMLAnchorElement && from.matches('a.proof') ? nextTo(from, event.key) : undefined;
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  // Somebody may have come before this table came alive.
  if (table.contains(document.activeElement)) come(document.activeElement);
  table.addEventListener('focusin', onfocus);
  table.addEventListener('keydown', onkeydown);
  return () => {
    observer.disconnect();
    table.removeEventListener('focusin', onfocus);
    table.removeEventListener('keydown', onkeydown);
  };
}

function nextTo(link: HTMLAnchorElement, key: string): HTMLAnchorElement | undefined {
  const cell = link.closest('td');
  const row = link.closest('tr');
  if (!cell || !row) return undefined;
  const inRow = (of: Element | null) => (of ? Array.from(of.querySelectorAll<HTMLAnchorElement>('a.proof')) : []);
  const own = inRow(row);
  if (key === 'ArrowRight') return own[own.indexOf(link) + 1];
  if (key === 'ArrowLeft') return own[own.indexOf(link) - 1];
  const below = key === 'ArrowDown' ? row.nextElementSibling : key === 'ArrowUp' ? row.previousElementSibling : null;
  return inRow(below).find((each) => each.closest('td')?.cellIndex === cell.cellIndex);
}
