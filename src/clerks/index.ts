export { expectationOf, readForms, type Form, type FormColumn } from './forms/forms.ts';
export { templateName, writeTemplate } from './forms/template.ts';
export { colorOf } from './marked/colors.ts';
export { markedCopy, type MarkedCopy, type MarkOptions } from './marked/index.ts';
export { readFileName } from './uploads/file-name.ts';
export { joinFiles, type Joining } from './uploads/join-files.ts';
export { loadUpload } from './uploads/load-upload.ts';
export { previewUpload, type Preview } from './uploads/preview.ts';
export type { PreviewedSheet } from './uploads/previewed-sheets.ts';
export { dropParts, keepParts, receivePart, sweepParts, type Part } from './uploads/receive.ts';
export {
  forgetUpload,
  listUploads,
  readUpload,
  writeUpload,
  type Upload,
  type UploadedFile,
} from './uploads/upload.ts';
