export { readFileName } from './file-name.ts';
export { joinFiles } from './join-files.ts';
export { loadUpload } from './load-upload.ts';
export { previewUpload } from './preview.ts';
export { dropParts, keepParts, receivePart, sweepParts, type Part } from './receive.ts';
export { forgetUpload, listUploads, readUpload, writeUpload, type Upload, type UploadedFile } from './upload.ts';
