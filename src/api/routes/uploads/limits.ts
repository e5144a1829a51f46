import { Refusal } from '#spec';

/** What one upload may bring, and how much may wait. src/office/README.md says the same to people. */
export interface Limits {
  files: number;
  /** Bytes of one file, and of all of them. */
  file: number;
  all: number;
  /** Tasks that wait, those that run included: one is done at a time of either kind. */
  previews: number;
  loads: number;
  /** Uploads that one account has kept here and not loaded. */
  kept: number;
}

const mebibyte = 2 ** 20;
export const usual: Limits = {
  files: 200,
  file: 512 * mebibyte,
  all: 1024 * mebibyte,
  previews: 200,
  loads: 50,
  kept: 100,
};

/** Refuses what would wait too long, before anything of it is taken. */
export function needRoom(limits: Limits, what: 'previews' | 'loads', waiting: number): void {
  if (waiting < limits[what]) return;
  const kind = what === 'loads' ? '导入' : '预览';
  throw new Refusal(503, 'busy', `等着${kind}的已有 ${waiting} 个，请过几分钟再试。什么也没有收下。`, {
    retryAfter: 60,
  });
}

/** Refuses another upload of an account that leaves too many lying. */
export function needFewKept({ kept }: Limits, count: number): void {
  if (count >= kept)
    throw new Refusal(409, 'too_many_uploads', `您有 ${count} 次上传还没有导入，先导入或取消几次再交。`, {
      limit: kept,
    });
}

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
