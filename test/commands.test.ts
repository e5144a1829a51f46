import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { commands, usage } from '#commands/index.ts';

const folder = 'src/commands';

test('each file that is a command is listed, under its own name, and --help tells it', async () => {
  const found: Record<string, unknown> = {};
  for (const file of await readdir(folder)) {
    const all = Object.values((await import(join(process.cwd(), folder, file))) as object) as unknown[];
    const [own] = all.filter((each) => typeof each === 'object' && each !== null && 'usage' in each && 'run' in each);
    if (own) found[basename(file, '.ts')] = own;
  }
  expect(Object.keys(commands).sort()).toEqual(Object.keys(found).sort());
  for (const [name, own] of Object.entries(commands)) {
    expect(own, name).toBe(found[name]);
    expect(own.usage, name).toMatch(
      new RegExp(`^  (npm |npm run |\\./baijing )${name.replace('-', '[-:]')}( |$)`, 'm')
    );
    expect(usage).toContain(`\n${own.usage}`);
  }
});

test.each(Object.keys(commands))(
  '%s reads what it needs when it is run, so that --help waits for nothing',
  async (name) => {
    const text = await readFile(join(folder, `${name}.ts`), 'utf8');
    const atOnce = Array.from(text.matchAll(/^import (?!type)[^;]* from '([^']+)'/gm), ([, from = '']) => from);
    expect(atOnce).toContain('./command.ts');
    expect(atOnce.filter((from) => !/^(node:|\.\/|#environment\/)/.test(from))).toEqual([]);
  }
);
