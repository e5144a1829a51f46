import { spawnSync } from 'node:child_process';

// Everything at its full size, and how long it took.

const started = performance.now();
const npm = process.env.npm_execpath;
for (const script of ['check', 'lint', 'test:all']) {
  const { status } = npm
    ? spawnSync(process.execPath, [npm, 'run', '--silent', script], { stdio: 'inherit' })
    : spawnSync('npm', ['run', '--silent', script], { stdio: 'inherit', shell: process.platform === 'win32' });
  process.exitCode = status ?? 1;
  if (status !== 0) break;
}
const seconds = Math.round((performance.now() - started) / 1000);
console.log(`npm run test:full: ${Math.floor(seconds / 60)} min ${seconds % 60} s`);
