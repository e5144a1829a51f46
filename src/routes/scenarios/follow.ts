import { goto } from '$app/navigation';

/** While a control is moved the page follows, whole: what it shows is what its address says. */
export function following(asked: (params: URLSearchParams) => URLSearchParams): (form: HTMLFormElement) => void {
  let soon: ReturnType<typeof setTimeout> | undefined;
  return (form) => {
    clearTimeout(soon);
    soon = setTimeout(() => {
      const said = Array.from(new FormData(form)).map(([name, value]) => [name, String(value)] as [string, string]);
      void goto(`?${asked(new URLSearchParams(said))}`, { replaceState: true, keepFocus: true, noScroll: true });
    }, 60);
  };
}
