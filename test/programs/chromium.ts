import { chromium, type Browser } from 'playwright-core';
import { pathOf } from './program.ts';

/** Chromium, with fonts that know Chinese. */
const program = () => ({
  name: 'Chromium',
  places: [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/snap/bin/chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:/Program Files/Google/Chrome/Application/chrome.exe',
    'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe',
    chromium.executablePath(),
  ],
  packages: ['chromium', 'fonts-noto-cjk'],
  otherwise: ['node_modules/playwright-core/cli.js', 'install', 'chromium'],
  variable: 'CHROMIUM_PATH',
});

/** A headless Chromium that asks nobody outside for anything. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: pathOf(program()),
    // Without a locale that knows them it calls a file with Chinese letters in its name just “download”.
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
