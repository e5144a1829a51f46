import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A file that a recipe writes, or lines that it changes in one that is there. */
export interface Step {
  recipe: string;
  file: string;
  isDiff: boolean;
  text: string;
}

/** Reads the recipes of CONTRIBUTING.md: under each heading, blocks below the path of the file that they are of. */
export function stepsIn(document: string): Step[] {
  const [, after = ''] = document.split('\n## Recipes\n');
  const [section = ''] = after.split('\n## ');
  const steps: Step[] = [];
  let [recipe, file] = ['', ''];
  for (const [, heading, path, kind, text] of section.matchAll(
    /^### (.+)$|^`([\w[\]./-]+\.\w+)`$|^```(\w+)\n([\s\S]*?)^```$/gm
  )) {
    if (heading !== undefined) recipe = heading;
    else if (path !== undefined) file = path;
    else steps.push({ recipe, file, isDiff: kind === 'diff', text: text! });
  }
  return steps;
}

/** Does what a step says in a copy of the program. A line that is not there is an Error. */
export async function take({ file, isDiff, text }: Step, root: string): Promise<void> {
  const path = join(root, file);
  if (!isDiff) {
    await mkdir(dirname(path), { recursive: true });
    return writeFile(path, text);
  }
  const lines = text.split('\n').slice(0, -1);
  const before = lines.filter((line) => !line.startsWith('+')).map((line) => line.slice(1));
  const after = lines.filter((line) => !line.startsWith('-')).map((line) => line.slice(1));
  const whole = `\n${await readFile(path, 'utf8')}`;
  const found = `\n${before.join('\n')}\n`;
  if (whole.split(found).length !== 2) throw new Error(`${file}: these lines do not stand there once:${found}`);
  await writeFile(path, whole.replace(found, () => `\n${after.join('\n')}\n`).slice(1));
}
