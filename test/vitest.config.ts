import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte()],
  test: { root: '.', include: ['test/**/*.test.ts'], globalSetup: ['test/sample.ts'], testTimeout: 60_000, hookTimeout: 120_000 },
});
