import floor from '#lib/floor/floor.js?raw';
import { inlined } from '#lib/floor/inlined.js';
import { asleep, type Asleep } from '#lib/waking/asleep.ts';
import type { Handle, HandleServerError } from '@sveltejs/kit';

export { handleFetch } from '#lib/in-process.ts';

const policy = 'content-security-policy';
const below = inlined(floor);

export const handle: Handle = async ({ event, resolve }) => {
  const theme = event.cookies.get('theme');
  event.setHeaders({ 'cache-control': 'private, no-cache' });
  event.locals.theme = theme === 'light' || theme === 'dark' ? theme : 'auto';
  event.locals.release = process.env.BAIJING_RELEASE || null;
  event.locals.patterns = event.cookies.get('patterns') === 'on';
  const scripts: string[] = [];
  let hashes = null as Asleep['hashes'];
  const response = await resolve(event, {
    transformPageChunk({ html }) {
      const { theme: colours, patterns } = event.locals;
      const marked = html
        .replace('%theme%', colours)
        .replace('%patterns%', patterns ? 'on' : 'off')
        .replace('%floor%', () => below);
      const page = asleep(marked, scripts);
      ({ hashes } = page);
      return page.html;
    },
    // A page stands without its scripts: they are asked for when a reader comes to it.
    preload({ type, path }) {
      if (type === 'js') scripts.push(path);
      return type !== 'js';
    },
  });
  const allowed = response.headers.get(policy);
  if (hashes && allowed) response.headers.set(policy, allowed.replace(...hashes));
  return response;
};

export const handleError: HandleServerError = ({ error, event, status, message }) => {
  if (status === 404) return { message: `没有这个页面：${event.url.pathname.slice(0, 100)}` };
  console.error(`${event.request.method} ${event.url.pathname}:`, error);
  return { message: status >= 500 ? '服务器出错了，请稍后再试。' : message };
};
