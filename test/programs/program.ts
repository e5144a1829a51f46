import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** A program that tests need and npm does not bring. */
export interface Program {
  name: string;
  /** Where it may lie, the likeliest first; undefined is passed over. */
  places: readonly (string | undefined)[];
  /** The packages of Debian that bring it. */
  packages: readonly string[];
  /** How it is had where those are not, as arguments of Node. */
  otherwise?: readonly string[];
  /** What tells the tests of one in another place. */
  variable: string;
}

/**
 * Where a program lies: found, or got the way the platform allows,
 * Debian's packages as root; else an Error with the line to type.
 */
export function pathOf(program: Program): string {
  const found = installed(program);
  if (found) return found;
  const isOurs = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (isOurs) {
    run('apt-get', ['update']);
    run('apt-get', ['install', '-y', '--no-install-recommends', ...program.packages]);
  } else if (program.otherwise) run(process.execPath, program.otherwise);
  const got = installed(program);
  if (got) return got;
  throw new Error(
    `No ${program.name} for the tests. Type: sudo apt-get install ${program.packages.join(' ')}; or set ${program.variable} to its executable.`
  );
}

const installed = ({ places }: Program) => places.find((path) => path && existsSync(path));

function run(command: string, args: readonly string[]): void {
  spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 600_000,
  });
}
