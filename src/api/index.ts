export { createApp, type AppOptions } from './app.ts';
export { hostsOf } from './hosts.ts';
export { inProcess, type InProcessAnswer, type InProcessFetch, type Pages } from './pages.ts';
export { createHttpServer } from './server.ts';
