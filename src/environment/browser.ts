import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where a browser that prints may lie. */
const places = (): string[] => [
  ...(process.env.CHROMIUM_PATH ? [process.env.CHROMIUM_PATH] : []),
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe',
  'C:/Program Files/Microsoft/Edge/Application/msedge.exe',
];

/** The browser of this machine that prints; where there is none, an Error with what to do. */
export function findBrowser(among: readonly string[] = places()): string {
  const found = among.find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new Error(
    '这台机器上没有找到 Chromium、Chrome 或 Edge，写不了 PDF。请装一个（例如 apt-get install chromium fonts-noto-cjk），' +
      '或用 CHROMIUM_PATH 写明它在哪里；也可以在浏览器里打开 /brief，打印时选“另存为 PDF”。'
  );
}

/** Milliseconds that a page may take. */
const atMost = 120_000;

/** Prints a page into a new PDF. The browser asks nobody else for anything, and keeps nothing. */
export async function printPage(browser: string, address: string, file: string): Promise<void> {
  const profile = await mkdtemp(join(tmpdir(), 'baijing-print-'));
  try {
    const child = spawn(
      browser,
      [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        `--user-data-dir=${profile}`,
        '--no-pdf-header-footer',
        `--print-to-pdf=${file}`,
        address,
      ],
      { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, LC_ALL: 'C.UTF-8' }, timeout: atMost }
    );
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-2000)));
    const [code, signal] = await new Promise<[number | null, string | null]>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve([code, signal]));
    });
    if (code !== 0 || !existsSync(file))
      throw new Error(`${browser} 没有写成 PDF（${signal ?? code ?? ''}）：${said.trim().slice(-400)}`);
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
