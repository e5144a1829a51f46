import { readFile } from 'node:fs/promises';

const file = new URL('../lib/theme.css', import.meta.url);
let light: Promise<ReadonlyMap<string, string>> | undefined;

/** The variables of the light theme: paper and slides know no variable, and no other theme. */
export const lightTheme = (): Promise<ReadonlyMap<string, string>> =>
  (light ??= readFile(file, 'utf8').then(variablesOf));

/** Those of the first `:root` of a style sheet. */
export function variablesOf(css: string): ReadonlyMap<string, string> {
  const [, body = ''] = /:root\s*\{([^}]*)\}/.exec(css.replace(/\/\*[\s\S]*?\*\//g, '')) ?? [];
  return new Map(
    Array.from(body.matchAll(/(--[\w-]+)\s*:\s*([^;]+);/g), ([, name = '', value = '']) => [
      name,
      value.replace(/\s+/g, ' ').trim(),
    ])
  );
}

/** A picture with every variable written out. One that the theme does not say is an Error. */
export function written(svg: string, theme: ReadonlyMap<string, string>, depth = 0): string {
  return svg.replace(/var\((--[\w-]+)\)/g, (_, name: string) => {
    const value = theme.get(name);
    if (value === undefined || depth > 8) throw new Error(`theme.css does not say ${name}`);
    return written(value, theme, depth + 1);
  });
}
