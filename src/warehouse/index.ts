import './threads.ts';
export type { Beside } from './beside.ts';
export { toArrow } from './arrow.ts';
export { openBuild, type Appender, type Build, type BuildOptions, type Cell } from './build.ts';
export { damaged, followWarehouse, type FollowOptions, type Warehouse } from './follow.ts';
export type { Lease } from './lease.ts';
export { openCopyOut, type CopyOut } from './copy-out.ts';
export { openFile, type OpenFile, type Reading, type ReadOptions } from './open.ts';
export { QueryError } from './query-error.ts';
export type { Result, ResultColumn } from './result.ts';
export { digestOf, digestOfFile, verifyFile, type Digest } from './digest.ts';
export { blocksOf, hashFile, hashOf, writeHashed } from './hash.ts';
export { syncToDisk, writeWhole } from './durable.ts';
export { isVersion, localTime, nameVersion, zonedTime } from './naming.ts';
export { fileLiteral, literal, parquetRows } from './literals.ts';
export { toParquet } from './parquet.ts';
export { countRewritten, rewriteFile, rewriteJson, type Rewriting } from './rewrite.ts';
export { publish, withdraw } from './publish.ts';
export { isReplay, nameReplay, replayFile, replaysIn, type Replay } from './replays.ts';
export { readPointer, writePointer, type Pointer } from './pointer.ts';
export type { VersionIndex } from './version-index.ts';
export { erasingFile, lyingOf, readReceipt, receiptFile } from './receipt-file.ts';
export {
  faultOf,
  isReadable,
  listReceipts,
  listVersions,
  namedVersions,
  readCurrent,
  readLastReceipt,
  receiptsSince,
  warehouseFile,
  type Current,
} from './versions.ts';
