export { load } from './load.ts';
export { isPastItsDay, judgeNewDay } from './new-day.ts';
export { backUp, type BackedUp } from './backup/back-up.ts';
export { bringBack, type BroughtBack } from './backup/bring-back.ts';
export { listBackups, readBackup } from './backup/list.ts';
export { reportBackup, reportBroughtBack } from './reports/backup.ts';
export { rebuild, renew, type Rebuilt } from './rebuild.ts';
export { faultOfDimensions } from './dimensions.ts';
export { watchContent } from './watch.ts';
export { checkPipelines, faultsOfPipelines, type Checked } from './content/check.ts';
export { attachBaseline } from './diff/baseline.ts';
export { namesakesOf } from './diff/namesake.ts';
export { replacementsOf } from './diff/replacements.ts';
export { compareRules, type ComparedRules, type CompareOptions, type Flip } from './diff/rules.ts';
export { reportOf } from './reports/load.ts';
export type { OnProgress, Progress } from './reports/progress.ts';
export { reportRebuild } from './reports/rebuild.ts';
export { diskKinds, diskUseOf, type DiskKind, type DiskUse } from './retention/disk-use.ts';
export { listKept, type KeptVersion } from './retention/list.ts';
export type { Policy, Reason } from './retention/plan.ts';
export { setPinned } from './retention/pinned.ts';
export { prune, type Pruned } from './retention/prune.ts';
export { restore } from './retention/restore.ts';
export { reportPruned, reportVersions } from './reports/versions.ts';
export { reportRecord } from './reports/record.ts';
export { reportComparedRules } from './reports/rules.ts';
export { buildStages } from './stages/build.ts';
export type { Content } from './stages/content-files.ts';
export { writeCatalog } from './stages/catalog.ts';
export { writeSummaries } from './stages/summaries.ts';
export { readCheckTitles } from './stages/check-titles.ts';
export { openLoads, type Load } from './stages/loads.ts';
export { readModels, type Model } from './stages/models.ts';
export { readColumn, readTable, type ReadTable } from './stages/reference-files.ts';
export { stages, type Stage } from './stages/stages.ts';
export { buildSizeFor } from './stages/build-size.ts';
export { fill, type FillOptions } from './versions/fill.ts';
export { bornOf } from './versions/lock-owner.ts';
export type { Compare, FileSet, LoadOptions, Outcome } from './versions/options.ts';
export { readProgram } from './versions/program.ts';
export { itemsIn as itemsOfManifest, linesOf, programOf } from './versions/manifest.ts';
export { findWorld, makeWorld, under as filesUnder, type WorldOptions } from './worlds/make-world.ts';
export { formHeaders, headerOf, noticesOn, type Moment } from './notices/forms.ts';
export { readContentFiles } from './stages/content-files.ts';
export {
  bytesOf,
  damageOf,
  filesOf,
  foundOf,
  mayReplace,
  readManifest,
  storedPathOf,
  fileStoreOf,
  type StoredFile,
} from './versions/stored-files.ts';
export { tidy, underLock } from './versions/tidy.ts';
export { followsFile, isFollowing } from './versions/followed.ts';
export { notePushed, readPushed, type PushedStores } from './versions/pushed.ts';
export { recordFile, recordMissing, recordRedacted, withRecord } from './versions/journal.ts';
export {
  readRedactions,
  redactionFile,
  replacedIn,
  writeRedaction,
  type RedactionRecord,
  type Replaced,
} from './versions/redactions.ts';
export { filesIn as filesOfManifest } from './versions/manifest.ts';
export { reignAt, reignsIn, reignsOf, type Reign } from './versions/reigns.ts';
export { digestOfContent, makeReplay, type ReplayOptions } from './replays/make-replay.ts';
export { verifyRecord, type VerifiedRecord } from './versions/verify-record.ts';
export { noticesAtHand, type NoticeAtHand } from './notices/in-force.ts';
export { openItems } from './notices/open.ts';
export { readNoticeFolders, type NoticeFolder, type OpenItem } from './notices/read.ts';
export { scaffoldNotice, type Scaffolded } from './notices/scaffold.ts';
export { reportNotice, reportScaffolded } from './reports/notice.ts';
