import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

// Types and lint beside each other, then the tests of a size (`fast`, `full`, or none: those of npm test), and how long
// each took. More words are for vitest: files, or its options.

const sizes = ['fast', 'full'];
const [first = '', ...rest] = process.argv.slice(2);
const [size, more] = sizes.includes(first) ? [first, rest] : [null, process.argv.slice(2)];

const started = performance.now();
const since = (from: number): string => {
  const seconds = Math.round((performance.now() - from) / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
};

/** Runs a script of package.json and says all of its words at its end, so that two beside each other can be read. */
async function script(name: string): Promise<boolean> {
  const begun = performance.now();
  const npm = process.env.npm_execpath;
  const [command, ...args] = npm ? [process.execPath, npm] : ['npm'];
  const child = spawn(command!, [...args, 'run', '--silent', name], { shell: !npm && process.platform === 'win32' });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = (await once(child, 'close')) as [number | null];
  console.log(`${said.trim()}\nnpm run ${name}: ${since(begun)}\n`);
  return code === 0;
}

const areSound = (await Promise.all(['check', 'lint:rules', 'lint:layout'].map(script))).every(Boolean);
if (areSound) {
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts'];
  const mode = size === null ? [] : ['--mode', size];
  process.exitCode = spawnSync(process.execPath, [...vitest, ...mode, ...more], { stdio: 'inherit' }).status ?? 1;
} else process.exitCode = 1;
console.log(`npm ${size === null ? 'test' : `run test:${size}`}: ${since(started)}`);
