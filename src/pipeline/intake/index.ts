export { readContracts, type Contract } from './contracts.ts';
export type { GridRow, Judge, Reader, ReadOptions, Sheet, Trouble } from './grid.ts';
export { landFiles, landFolder, type LandOptions } from './land.ts';
export type { LandedSheet } from './land-sheet.ts';
export { inNaturalOrder } from './natural.ts';
export type { LandedFile } from './receipts.ts';
export { Unreadable } from './unreadable.ts';
export { extensionOf, hashFiles, isFile, walkFolder, type Found, type Hashed } from './walk.ts';
