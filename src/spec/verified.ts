import type { Verified } from './answers/papers.ts';

/** What a paper, a code or a page is worth, in as few words as there are. */
export const verifiedTitles: Readonly<Record<Verified['answer'], string>> = {
  mistyped: '码打错了',
  unknown: '没有这个码',
  signature_wrong: '签名不符',
  key_unchecked: '签名自洽，公钥未核对',
  true_same: '真，数据未变',
  true_changed: '真，其后有变',
  signature_only: '真，只验了签名',
  recomputed_otherwise: '重算不符',
  code_fits: '校验码对得上（不是签名）',
};
