export { createApp, type AppOptions } from './app.ts';
export { hostsOf } from './http/hosts.ts';
export { inProcess, type InProcessAnswer, type InProcessFetch, type Pages } from './http/pages.ts';
export type { ReplayOptions, ReplayWorker } from './http/replays.ts';
export type { Uploads, Writes } from './http/context.ts';
export { refusalOfWrites, startAddress } from './http/write-guard.ts';
export type { Step, Worker } from './routes/uploads/worker.ts';
export { createHttpServer } from './http/server.ts';
