export type { Entry, Statement } from './entry.ts';
export { openStore, type Store, type StoreOptions } from './store.ts';
