import { spawn } from 'node:child_process';
import { asCalledHere } from './terminal.ts';

/**
 * Whether somebody who has never seen a terminal opened the program: the start script says so where it was told nothing
 * else. Then the browser is opened for them.
 */
export const isOpenedByHand = (): boolean => process.env.BAIJING_OPEN === '1';

/** Shows where it begins, and says what somebody who has never seen a terminal has to know. */
export function openedNow(address: string): void {
  console.log('浏览器会自己打开；没有打开的，把上面的网址抄到浏览器里。这个窗口不要关：关了（或者按 Ctrl+C）就停。');
  showInBrowser(address);
}

/** It may be of another folder: nothing says whose data it serves. */
export function openedAlready(address: string, port: number): void {
  const other = asCalledHere(`npm start --port ${port + 1}`).replace(/(baijing) --/, '$1 start --');
  console.log(
    `已经有一个百景开着：${address}（可能是另一个文件夹的）。用它就行；要另开这一个：${other}。\n要停掉开着的：关掉它的窗口。`
  );
  showInBrowser(address);
}

/** Shows an address in the browser of whoever sits here, where there is a screen; that none comes is no error. */
function showInBrowser(address: string): void {
  const hasScreen = process.platform === 'win32' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
  if (!hasScreen) return;
  // No shell reads the address.
  const [program, ...args] =
    process.platform === 'win32' ? ['rundll32', 'url.dll,FileProtocolHandler', address] : ['xdg-open', address];
  spawn(program!, args, { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}

/** Whether this program, from whatever folder, answers at an address. */
export async function isOpenAt(address: string): Promise<boolean> {
  const answer = await fetch(`${address}/api/health`, { signal: AbortSignal.timeout(3000) }).catch(() => null);
  await answer?.body?.cancel();
  return answer?.headers.has('x-baijing-version') === true;
}
