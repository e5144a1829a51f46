export { createApp, type AppOptions } from './app.ts';
export { inProcess, type InProcessAnswer, type InProcessFetch, type Pages } from './pages.ts';
