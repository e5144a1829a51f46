import { createHash } from 'node:crypto';
import { wait } from './wait.ts';

/** How SvelteKit's script at the end of a page begins to bring it alive. */
const begins =
  /Promise\.all\((\[\s*import\("[^"]+"\),\s*import\("[^"]+"\)\s*\])\)\.then\(\(\[kit, app\]\) => \{\s*kit\.start\(app,/;

/** What waits, as it stands in each page: without what only its reader here is told. */
const waits = String(wait).replaceAll(/^\s*(?:\/\/.*|\/\*\*.*\*\/)?\n|^\s+/gm, '');

export interface Asleep {
  html: string;
  /** By what hash the policy of the page allowed its script, and by what it is to. */
  hashes: readonly [was: string, is: string] | null;
}

const hashOf = (script: string): string => `'sha256-${createHash('sha256').update(script).digest('base64')}'`;

/**
 * A page whose script waits for its reader before it asks for anything. One that does not begin as is known stays as it
 * is, and comes alive at once.
 */
export function asleep(html: string, scripts: readonly string[]): Asleep {
  const from = html.lastIndexOf('<script>') + '<script>'.length;
  const to = html.indexOf('</script>', from);
  const script = html.slice(from, to);
  if (to < from || !begins.test(script)) return { html, hashes: null };
  const waiting = script.replace(
    begins,
    (_, imports: string) =>
      `const { intent, start } = (${waits})(${JSON.stringify(scripts)});
      intent.then(() => Promise.all(${imports})).then(([kit, app]) => {
        start(kit, app,`
  );
  return { html: html.slice(0, from) + waiting + html.slice(to), hashes: [hashOf(script), hashOf(waiting)] };
}
