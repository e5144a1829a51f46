import { Type, type Static } from 'typebox';
import { closed, count, nullable } from './shape.ts';

const state = Type.Enum(['same', 'below_print', 'differs', 'unknown_now', 'not_comparable'], {
  description: 'below_print: the data moved, and it would be printed the same.',
});

export const PaperNumberNow = closed({
  key: Type.String(),
  title: Type.String(),
  exact: nullable(Type.String(), 'As the data said it; null: nobody knew it.'),
  printed: Type.String({ description: 'As it stands on the paper.' }),
  state: nullable(state, 'null: it could not be asked.'),
  now: nullable(
    closed({ exact: nullable(Type.String()), printed: Type.String() }),
    'null: there is no such number now.'
  ),
  why: nullable(Type.String(), 'Where it stands line by line why it is another; null where it cannot be told so.'),
});
export type PaperNumberNow = Static<typeof PaperNumberNow>;

const voided = nullable(closed({ at: Type.String(), by: nullable(Type.String()), reason: Type.String() }));

const scope = Type.Record(Type.String(), Type.Array(Type.String()));

/** A paper of the register, and what became of it. */
export const PaperBrief = closed({
  code: Type.String(),
  title: Type.String(),
  kind: Type.String(),
  recipient: Type.String(),
  path: Type.String({ description: 'The page that it is of, without a version.' }),
  scope,
  version: Type.String(),
  number: Type.String(),
  asOf: Type.String(),
  sealedAt: Type.String(),
  by: Type.String(),
  standing: Type.Enum(['in_force', 'changed', 'corrected', 'voided']),
  numbers: count,
  broken: nullable(count, 'How many no longer hold; null: nothing of it could be asked.'),
  explained: nullable(count, 'How many of those are what its last notice of changes says that they are.'),
  counts: nullable(Type.Record(Type.String(), count), 'By state.'),
  reason: nullable(Type.String(), 'Why nothing, or not all, could be asked.'),
  revisions: Type.Array(Type.String()),
  voided,
});
export type PaperBrief = Static<typeof PaperBrief>;

export const Papers = closed({
  version: nullable(Type.String()),
  papers: Type.Array(PaperBrief),
  /** What no longer holds of what was issued. */
  broken: closed({ papers: count, numbers: count, explained: count }),
  maySeal: Type.Boolean(),
  refusal: nullable(Type.String(), 'Why nothing can be sealed here now.'),
});
export type Papers = Static<typeof Papers>;

/** How many numbers of how many papers no longer hold: what stands on the division’s page. */
export const PapersStanding = closed({ papers: count, numbers: count, explained: count, of: count });
export type PapersStanding = Static<typeof PapersStanding>;

export const PaperAnswer = closed({
  ...PaperBrief.properties,
  list: Type.Array(PaperNumberNow),
  says: Type.Array(Type.String()),
  office: Type.String(),
  digest: Type.String(),
  sm3: nullable(Type.String()),
  signature: Type.String(),
  key: Type.String(),
  fingerprint: Type.String(),
  head: Type.String(),
  isSample: Type.Boolean(),
  prev: Type.String(),
  qr: Type.String({ description: 'SVG.' }),
  qrText: Type.String(),
  verdict: Type.String(),
  sentence: Type.String(),
});
export type PaperAnswer = Static<typeof PaperAnswer>;

export const SealForm = closed({
  path: Type.String({ maxLength: 2_000 }),
  title: Type.Optional(Type.String({ maxLength: 120 })),
  recipient: Type.Optional(Type.String({ maxLength: 120 })),
  by: Type.Optional(Type.String({ maxLength: 60, description: 'Who seals; where nobody signs in, as they say.' })),
  version: Type.Optional(Type.String({ maxLength: 60, description: 'Default: the current one.' })),
  seen: Type.Optional(
    Type.String({
      maxLength: 40,
      description: 'The code of the page that was looked at: of another one nothing is sealed.',
    })
  ),
});

/** The public keys of an office (签章公钥名单): those that sign nothing more stay on it. */
export const SealKeys = closed({
  office: Type.String(),
  keys: Type.Array(
    closed({
      alg: Type.String(),
      id: Type.String(),
      public: Type.String(),
      fingerprint: Type.String(),
      from: Type.String(),
      until: nullable(Type.String(), 'Since when it signs nothing more.'),
      revoked: nullable(
        closed({ at: Type.String(), reason: Type.String() }),
        'Since when nobody knows who signs with it, and why.'
      ),
    })
  ),
});
export type SealKeys = Static<typeof SealKeys>;

export const PlainCode = closed({
  code: nullable(Type.String()),
  maySeal: Type.Boolean(),
  mayPack: Type.Boolean(),
  sealed: nullable(
    closed({
      code: Type.String(),
      sealedAt: Type.String(),
      by: Type.String(),
      qr: Type.String({ description: 'SVG.' }),
    }),
    'The paper that was sealed of just this: the same address, version, decisions and scope.'
  ),
});
export type PlainCode = Static<typeof PlainCode>;

export const SealedPaper = closed({ code: Type.String(), digest: Type.String() });

export const VoidForm = closed({
  reason: Type.String({ minLength: 1, maxLength: 300 }),
  by: Type.Optional(Type.String({ maxLength: 60 })),
});

export const VerifySearch = closed({
  text: Type.Optional(Type.String({ maxLength: 4_000, description: 'A code, or what a QR code says.' })),
  address: Type.Optional(
    Type.String({
      maxLength: 4_000,
      description: 'Of a page or file without a seal: where it is from, with its version.',
    })
  ),
});

export const VerifyForm = closed({
  text: Type.String({ maxLength: 2_000_000, description: 'A code, what a QR code says, or a whole .seal.json.' }),
  address: Type.Optional(Type.String({ maxLength: 4_000 })),
});

export const Verified = closed({
  answer: Type.Enum(
    [
      'mistyped',
      'unknown',
      'signature_wrong',
      'key_unchecked',
      'true_same',
      'true_changed',
      'signature_only',
      'recomputed_otherwise',
      'code_fits',
    ],
    { description: 'code_fits: of a page or file without a seal; its code is of that address and version, no more.' }
  ),
  isTrue: Type.Boolean({ description: 'Signed by a key of this office, and on record.' }),
  sentence: Type.String(),
  code: nullable(Type.String(), 'Of the paper, where it is on record.'),
  at: Type.String({ description: 'When, by this machine’s clock.' }),
});
export type Verified = Static<typeof Verified>;
