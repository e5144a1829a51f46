import type { Verified } from '#spec';

export const words = {
  title: '核对材料',
  note: '一份材料是不是真的，其后的数有没有变。',
  code: '校验码，或二维码扫出来的文字',
  codeHint: '印在材料和每一页的页脚；大小写、横线不限',
  address: '网址（没有签章的页面和文件才填）',
  check: '核对',
  file: '签章文件的内容',
  fileHint: '把 .seal.json 用记事本打开，全部复制进来；多一个空格、少一个字都核不过',
  more: '手里有签章文件（.seal.json）',
  numbers: '看它的每一个数',
  saidAt: (at: string) => `核对于 ${at.slice(0, 16).replace('T', ' ')}（北京时间，由本机给出）`,
  offline: '没有本系统的单位：用 src/seals/offline/verify-seal.mjs 和存档的公钥指纹核对签名，不用联网。',
  register: '印发的材料（登记簿）',
  degrees: '校验码不是签名：它只说明出自哪一版、哪一页、哪些筛选。签章的材料才有签名。',
};

/** How it is coloured: as good as it is said, and no better. */
export const toneOf = (answer: Verified['answer']): 'good' | 'warn' | 'bad' =>
  answer === 'true_same' ? 'good' : ['true_changed', 'signature_only', 'code_fits'].includes(answer) ? 'warn' : 'bad';
