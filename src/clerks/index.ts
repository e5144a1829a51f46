export type { Moment } from '#pipeline';
export { expectationOf, readForms } from './forms/forms.ts';
export { templateName, writeTemplate } from './forms/template.ts';
export { colorOf } from './marked/colors.ts';
export { copyOf, markedCopy, type MarkedCopy, type MarkOptions } from './marked/index.ts';
export type { Job as MarkingJob } from './marked/job.ts';
export { readFileName } from './uploads/file-name.ts';
export { joinFiles } from './uploads/join-files.ts';
export { askAbout, isAllHeld, loadUpload, sayHeld } from './uploads/load-upload.ts';
export { broughtSince, overtakenBy, sayOvertaken, type Brought } from './uploads/overtaken.ts';
export { lateRows } from './uploads/late-rows.ts';
export { marksOfUpload, previewUpload } from './uploads/preview.ts';
export { dropParts, keepParts, receivePart, sweepParts, type ReceivedPart } from './uploads/receive.ts';
export {
  damagedUploads,
  filesWaiting,
  forgetUpload,
  listUploads,
  ownerOf,
  putAsideDamaged,
  readUpload,
  writeUpload,
  type Upload,
  type UploadedFile,
} from './uploads/upload.ts';
