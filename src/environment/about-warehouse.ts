import { resolve } from 'node:path';
import { dataFolder } from './data-folder.ts';

/** The warehouse that a command has to name, since it means another one by itself; null where it means this one. */
export const namedWarehouse = (warehouse: string): string | null =>
  resolve(warehouse) === dataFolder() ? null : resolve(warehouse);
