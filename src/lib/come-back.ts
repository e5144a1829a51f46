/**
 * Says to which page the address that lets a browser change things shall lead back: it is opened elsewhere, from what
 * the start printed. Cookies know no port, so its name has it.
 */
export function rememberPage(): void {
  const { port, pathname, search } = location;
  const value = encodeURIComponent(pathname + search);
  document.cookie = `baijing-${port || '80'}-back=${value}; path=/start; max-age=3600; samesite=lax`;
}
