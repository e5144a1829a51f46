import { Refusal } from '#spec';

/** What one upload may bring. */
export interface Limits {
  files: number;
  /** Bytes of one file, and of all of them. */
  file: number;
  all: number;
}

const mebibyte = 2 ** 20;
export const usual: Limits = { files: 200, file: 512 * mebibyte, all: 1024 * mebibyte };

export function tooLarge({ file, all }: Limits, what: 'file' | 'all', name = ''): Refusal {
  const size = (bytes: number) => (bytes >= mebibyte ? `${Math.floor(bytes / mebibyte)} MB` : `${bytes} 字节`);
  const message =
    what === 'file'
      ? `${name || '文件'}超过 ${size(file)}。请分成几个文件，或用 npm run load 导入。`
      : `一次上传不能超过 ${size(all)}。请分几次上传，或用 npm run load 导入。`;
  return new Refusal(413, 'too_large', message, { limit: what === 'file' ? file : all });
}

export const tooMany = ({ files }: Limits): Refusal =>
  new Refusal(413, 'too_many_files', `一次最多上传 ${files} 个文件。请分几次上传。`, { limit: files });
