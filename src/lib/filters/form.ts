import { allOf } from './filters.ts';

/** Of a filter, its name and the value that goes without saying; null: none does. */
export interface Choice {
  name: string;
  current: string | null;
}

const boxesOf = (form: HTMLFormElement, name: string): HTMLInputElement[] =>
  Array.from(form.querySelectorAll<HTMLInputElement>(`input[type=checkbox][name="${name}"]`));

/** After a box was set: what cannot be set together with it is not. */
export function settle(form: HTMLFormElement, box: HTMLInputElement, choices: readonly Choice[]): void {
  // A county means nothing in another city.
  if (box.name === 'city') for (const county of boxesOf(form, 'county')) county.checked = false;
  const choice = choices.find(({ name }) => name === box.name);
  if (choice && choice.current !== null) keepOne(box, boxesOf(form, box.name));
}

/** All and some of them exclude each other, and one of the two there must be. */
function keepOne(box: HTMLInputElement, boxes: readonly HTMLInputElement[]): void {
  if (box.value === allOf) for (const other of boxes) other.checked = other === box;
  else
    for (const other of boxes)
      if (other.value === allOf) other.checked = !boxes.some(({ value, checked }) => value !== allOf && checked);
}

/** The boxes that say what goes without saying: they are left out of the address. */
export function unsaid(form: HTMLFormElement, choices: readonly Choice[]): HTMLInputElement[] {
  return choices.flatMap(({ name, current }) => {
    const checked = boxesOf(form, name).filter((box) => box.checked);
    return current !== null && checked.length === 1 && checked[0]!.value === current ? checked : [];
  });
}

/** Where setting a box would lead. The form is as it was when this returns. */
export function addressAfter(form: HTMLFormElement, box: HTMLInputElement, choices: readonly Choice[]): string {
  const boxes = Array.from(form.querySelectorAll<HTMLInputElement>('input[type=checkbox]'));
  const before = boxes.map(({ checked }) => checked);
  box.checked = !box.checked;
  settle(form, box, choices);
  const left = unsaid(form, choices);
  for (const each of left) each.disabled = true;
  const address = new URL(form.action);
  address.search = String(
    new URLSearchParams(
      Array.from(new FormData(form), ([name, value]) => [name, String(value)]).filter(([, value]) => value !== '')
    )
  );
  for (const each of left) each.disabled = false;
  boxes.forEach((each, at) => (each.checked = before[at]!));
  return address.href;
}
