import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './sequence.ts';

/** What the tests start, they start hundreds of times: Node keeps what it made of the program. */
const env = { NODE_COMPILE_CACHE: resolve('node_modules/.cache/compiled') };

export default defineConfig({
  plugins: [svelte()],
  test: {
    root: '.',
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/sample.ts'],
    // By default one core is kept free, for somebody who works beside it.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    env,
    testTimeout: 240_000,
    hookTimeout: 300_000,
    retry: process.env.CI ? 1 : 0,
  },
});
