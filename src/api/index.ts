export { createApp, type AppOptions } from './app.ts';
export { hostsOf } from './hosts.ts';
export { inProcess, type InProcessAnswer, type InProcessFetch, type Pages } from './pages.ts';
export type { Uploads } from './api.ts';
export { refusalOfUploads } from './uploads/guard.ts';
export type { Step, Worker } from './uploads/worker.ts';
export { createHttpServer } from './server.ts';
