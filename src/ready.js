// Plain JavaScript without dependencies: it runs under the machine's own Node, before anything is installed.
// `node src/ready.js` installs what the lock file names; `node src/ready.js build`
// builds the pages as well. What is up to date is left alone.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [major] = process.versions.node.split('.').map(Number);
if (major < 20) fail(`百景需要 Node 20 或更新的版本，现在是 ${process.versions.node}。`);

// Not `npm ci`: it refuses a lock file made where the registry offers one platform's binaries only.
const locked = ['package.json', 'package-lock.json', '.npmrc'];
step('node_modules', locked, '正在安装依赖…', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']);
if (process.argv.includes('build')) {
  step('build', [...locked, 'svelte.config.js', ...filesBelow('src')], '正在构建页面…', ['run', '--silent', 'build']);
}

/** Runs npm with the arguments unless the folder's stamp says that these inputs made it. */
function step(folder, inputs, words, args) {
  const hash = createHash('sha256');
  for (const path of inputs) hash.update(path).update('\0').update(readFileSync(path)).update('\0');
  const digest = hash.digest('hex');
  const stamp = join(folder, '.made-from');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  console.error(words);
  // npm is a script of Node's on every system; npm_execpath is how npm itself names it.
  const npm = process.env.npm_execpath;
  const ran = npm
    ? spawnSync(process.execPath, [npm, ...args], { stdio: ['ignore', 2, 'inherit'] })
    : spawnSync('npm', args, { stdio: ['ignore', 2, 'inherit'], shell: process.platform === 'win32' });
  if (ran.status !== 0)
    fail(
      `npm ${args.join(' ')} 没有成功（退出码 ${ran.status ?? ran.signal ?? ran.error?.message}）。上面是 npm 的说明。`
    );
  writeFileSync(stamp, digest);
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function fail(words) {
  console.error(words);
  process.exit(1);
}
