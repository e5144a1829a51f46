import { codeOf, readCode } from './code.ts';
import { isSignedBy, type PublicKey } from './keys.ts';
import type { ListedKey, Paper, Register } from './register.ts';
import { readQr, readSealed, type Sealed } from './sealed.ts';

/** What somebody hands in: a code, what a QR code says, or a whole `.seal.json`. */
export type HandedIn =
  | { kind: 'code'; code: string }
  | { kind: 'mistyped'; why: string }
  | { kind: 'qr'; digest: string; signature: string }
  | { kind: 'sealed'; sealed: Sealed }
  | { kind: 'unreadable' };

/** Only space at both ends is nobody's: a mail or a terminal adds it. */
export function readHandedIn(text: string): HandedIn {
  const said = text.trim();
  if (said.startsWith('{')) {
    const sealed = readSealed(said);
    return sealed === null ? { kind: 'unreadable' } : { kind: 'sealed', sealed };
  }
  if (/^BJ\d+\//.test(said)) {
    const qr = readQr(said);
    return qr === null ? { kind: 'unreadable' } : { kind: 'qr', ...qr };
  }
  const code = readCode(said);
  if (code === null) return { kind: 'unreadable' };
  return 'code' in code ? { kind: 'code', code: code.code } : { kind: 'mistyped', why: code.mistyped };
}

/** What a register says of what was handed in. Nothing is believed but its keys and its lines. */
export type Found =
  | { is: 'mistyped'; why: string }
  | { is: 'unreadable' }
  | { is: 'unknown' }
  | { is: 'signature_wrong'; why: string }
  /** The signature holds together with a key that is not, or no more, one of ours. */
  | { is: 'key_unchecked'; why: string; sealed: Sealed }
  /** It is in the register as it was handed in, and signed by a key of it. */
  | { is: 'registered'; paper: Paper }
  /** It is signed by a key of the register, and is not in it. */
  | { is: 'signed'; sealed: Sealed };

const signatureFits = '签名与内容合得上';

export function find(handedIn: HandedIn, register: Register): Found {
  const paperWith = (test: (paper: Paper) => boolean) => register.papers.find(test);
  switch (handedIn.kind) {
    case 'mistyped':
      return { is: 'mistyped', why: handedIn.why };
    case 'unreadable':
      return { is: 'unreadable' };
    case 'code': {
      const paper = paperWith(({ code }) => code === handedIn.code);
      return paper ? judge(paper, register) : { is: 'unknown' };
    }
    case 'qr': {
      const paper = paperWith(({ digest }) => digest.startsWith(handedIn.digest));
      if (!paper) return { is: 'unknown' };
      if (paper.signature !== handedIn.signature)
        return { is: 'signature_wrong', why: '二维码里的签名不是登记簿上的那一个' };
      return judge(paper, register);
    }
    case 'sealed': {
      const { sealed } = handedIn;
      const paper = paperWith(({ digest }) => digest === sealed.digest);
      const key = register.keys.find(({ id }) => id === sealed.statement.key);
      if (key === undefined) return foreign(sealed);
      if (key.public !== sealed.public) return { is: 'signature_wrong', why: '它带来的公钥不是公钥表上的那一把' };
      if (paper && paper.signature === sealed.signature && paper.sm3 === sealed.sm3) return judge(paper, register);
      if (paper && paper.signature === sealed.signature) return { is: 'signature_wrong', why: '国密摘要被改动过' };
      if (!isSignedBy(sealed.text, sealed.signature, key)) return { is: 'signature_wrong', why: '内容或签名被改动过' };
      if (key.revoked !== null)
        return {
          is: 'key_unchecked',
          why: `${signatureFits}，但是这把钥匙已经作废（${key.revoked.reason}），登记簿上也没有这一份`,
          sealed,
        };
      return { is: 'signed', sealed };
    }
  }
}

/** Signed with a key that nobody here knows and that came with it: whoever made one made the other. */
function foreign(sealed: Sealed): Found {
  const { text, signature, statement, public: known } = sealed;
  if (!isSignedBy(text, signature, { alg: 'ed25519', id: statement.key, public: known }))
    return { is: 'signature_wrong', why: '内容、签名和它带来的公钥合不上' };
  return { is: 'key_unchecked', why: `${signatureFits}，但是钥匙 ${statement.key} 不在本单位的公钥表上`, sealed };
}

/** A line of the register is believed no more than what is handed in: its signature is checked by a listed key. */
function judge(paper: Paper, { keys }: Register): Found {
  if (paper.fault !== null || codeOf(paper.digest) !== paper.code)
    return { is: 'signature_wrong', why: paper.fault ?? '' };
  const key = keys.find(({ id }) => id === paper.statement.key);
  if (key === undefined) return foreign(paper);
  if (!isSignedBy(paper.text, paper.signature, key)) return { is: 'signature_wrong', why: '登记簿上的内容与签名不符' };
  // What was entered before a key was lost was signed by who held it then.
  if (key.revoked !== null && key.revoked.position < paper.position)
    return {
      is: 'key_unchecked',
      why: `${signatureFits}，但是登记时这把钥匙已经作废（${key.revoked.reason}）`,
      sealed: paper,
    };
  return { is: 'registered', paper };
}

/** Whether a sealed text is signed by the one key that is told, as who has nothing but that key finds out. */
export const isTrueBy = ({ text, signature, statement }: Sealed, key: PublicKey): boolean =>
  statement.key === key.id && isSignedBy(text, signature, key);

export type { ListedKey };
