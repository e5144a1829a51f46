import type { FormToFill } from '#spec';
import { contextOf } from '#lib/context.ts';
import { fetchJson } from '#lib/fetch.ts';

/** The forms that can be filled, and what of the filters and of whoever asks is one value of each that they need. */
export async function load({ fetch, url, parent }) {
  const around = await parent();
  const { asked } = contextOf({ url, data: around });
  const scope: Readonly<Record<string, readonly string[]>> = around.session?.scope ?? {};
  const forms = await fetchJson<FormToFill[]>(fetch, '/api/forms');
  const open = (need: string) => {
    const chosen = asked.getAll(need).filter((value) => value !== '');
    const own = scope[need];
    const left = own ? (chosen.length > 0 ? chosen.filter((value) => own.includes(value)) : own) : chosen;
    return left.length !== 1;
  };
  return { forms: forms.map((form) => ({ ...form, open: form.needs.filter(open) })) };
}
