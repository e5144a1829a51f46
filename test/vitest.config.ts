import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte()],
  test: { root: '.', include: ['test/**/*.test.ts'], globalSetup: ['test/sample.ts'], testTimeout: 240_000, hookTimeout: 300_000, retry: process.env.CI ? 1 : 0 },
});
