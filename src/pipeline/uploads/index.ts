export { readFileName } from './file-name.ts';
export { joinFiles, type Joining } from './join-files.ts';
export { loadUpload } from './load-upload.ts';
export { previewUpload, type Preview } from './preview.ts';
export type { PreviewedSheet } from './previewed-sheets.ts';
export { dropParts, keepParts, receivePart, sweepParts, type Part } from './receive.ts';
export { forgetUpload, listUploads, readUpload, writeUpload, type Upload, type UploadedFile } from './upload.ts';
