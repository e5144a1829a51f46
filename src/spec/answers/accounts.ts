import { Type, type Static, type TProperties } from 'typebox';
import { capabilityNames } from '../capability.ts';
import type { Scope } from '../scope.ts';
import { closed, count, nullable, text } from './shape.ts';

const short = (description?: string) => Type.String({ maxLength: 200, ...(description ? { description } : {}) });
const long = Type.String({ maxLength: 1000 });
const back = Type.Optional(short('The page to go back to, of this site.'));
const scope = Type.Unsafe<Scope>(Type.Record(Type.String(), Type.Array(Type.String())));
const capability = Type.Enum([...capabilityNames]);

/** Who asks, and what they may. */
export const SessionAnswer = closed({
  mode: Type.Enum(['seat', 'office'], {
    description: 'One seat knows no accounts: whoever sits there may do everything.',
  }),
  account: text,
  name: Type.String(),
  role: nullable(closed({ role: Type.String(), title: Type.String() })),
  capabilities: Type.Array(capability),
  scope,
  stage: nullable(
    Type.Enum(['code', 'password', 'factor', 'open']),
    'What is still to be shown; null where nobody signed in.'
  ),
  way: nullable(
    Type.Enum(['password', 'provider', 'portal', 'token']),
    'How they came; who came by the portal of the office has no session here, and ends none.'
  ),
  hasProvider: Type.Boolean({ description: 'Whether one may sign in by the provider of the office.' }),
  typing: closed({
    program: nullable(Type.String(), 'How commands are called there, as ./baijing; null: npm run.'),
    warehouse: nullable(Type.String(), 'The data that commands have to name; null: they need not, or not told to you.'),
  }),
});
export type SessionAnswer = Static<typeof SessionAnswer>;

export const SignInForm = closed({ name: short(), password: long, back });
export type SignInForm = Static<typeof SignInForm>;
export const CodeForm = closed({ code: short(), back });
export type CodeForm = Static<typeof CodeForm>;
export const NoForm = closed({ back });
export type NoForm = Static<typeof NoForm>;
export const PasswordForm = closed({ password: long, next: long, again: Type.Optional(long) });
export type PasswordForm = Static<typeof PasswordForm>;
export const FactorForm = closed({ code: short(), password: Type.Optional(long) });
export type FactorForm = Static<typeof FactorForm>;
export const TokenForm = closed({
  title: short(),
  capability: Type.Array(capability, { maxItems: 20 }),
  days: Type.Integer({ minimum: 1, maximum: 366 }),
  password: Type.Optional(long),
});
export type TokenForm = Static<typeof TokenForm>;

export const FeedForm = closed({ title: short(), password: Type.Optional(long) });
export type FeedForm = Static<typeof FeedForm>;

/** How far somebody came by what they showed. */
export const Stood = closed({ stage: Type.Enum(['code', 'password', 'factor', 'open']) });
export type Stood = Static<typeof Stood>;
export const Ended = closed({ ended: count });
export type Ended = Static<typeof Ended>;

const session = closed({
  id: Type.String({ description: 'Of this list alone.' }),
  isThis: Type.Boolean(),
  way: Type.Enum(['password', 'provider']),
  address: Type.String(),
  createdAt: Type.String(),
  seenAt: Type.String(),
});
export type SessionRow = Static<typeof session>;
const token = closed({
  id: Type.String(),
  title: Type.String(),
  capabilities: Type.Array(capability),
  createdAt: Type.String(),
  endsAt: Type.String(),
  usedAt: text,
});
export type TokenRow = Static<typeof token>;

const feed = closed({
  id: Type.String(),
  title: Type.String(),
  createdAt: Type.String(),
  usedAt: nullable(Type.String(), 'When a program last looked by it.'),
});
export type FeedRow = Static<typeof feed>;

/** One's own account. */
export const OwnAccount = closed({
  account: Type.String(),
  title: Type.String(),
  office: Type.String(),
  role: closed({ role: Type.String(), title: Type.String() }),
  scope,
  stage: Stood.properties.stage,
  mustChange: Type.Boolean(),
  passwordAt: Type.String(),
  minLength: count,
  hasFactor: Type.Boolean(),
  needsFactor: Type.Boolean(),
  asksPassword: Type.Boolean({ description: 'Whether a second factor is set up against the password.' }),
  waysAskPassword: Type.Boolean({
    description: 'Whether a token, and an address for calendars, is made against the password.',
  }),
  factor: nullable(
    closed({ uri: Type.String(), secret: Type.String(), picture: Type.String({ description: 'An SVG.' }) }),
    'A second factor that is being set up.'
  ),
  grantable: Type.Array(capability, { description: 'What a token of it may be for.' }),
  tokenMaxDays: count,
  sessions: Type.Array(session),
  tokens: Type.Array(token),
  feeds: Type.Array(feed, { description: 'Addresses by which calendars and readers of feeds look.' }),
});
export type OwnAccount = Static<typeof OwnAccount>;

/** Addresses that are told once: whoever has one reads what the account may read. */
export const MadeFeed = closed({ id: Type.String(), alerts: Type.String(), deadlines: Type.String() });
export type MadeFeed = Static<typeof MadeFeed>;
/** A secret that is told once. */
export const MadeToken = closed({ id: Type.String(), token: Type.String() });
export type MadeToken = Static<typeof MadeToken>;
export const MadePassword = closed({ account: Type.String(), password: Type.String() });
export type MadePassword = Static<typeof MadePassword>;

const role = closed({
  role: Type.String(),
  title: Type.String(),
  note: Type.String(),
  capabilities: Type.Array(capability),
  scopedBy: Type.Array(Type.String()),
});

export const AccountRow = closed({
  account: Type.String(),
  title: Type.String(),
  office: Type.String(),
  role: Type.String(),
  scope,
  isActive: Type.Boolean(),
  mustChange: Type.Boolean(),
  hasFactor: Type.Boolean(),
  hasProvider: Type.Boolean(),
  sessions: count,
  createdAt: Type.String(),
  signedInAt: text,
});
export type AccountRow = Static<typeof AccountRow>;

const failing = closed({
  account: text,
  address: text,
  failures: count,
  isLocked: Type.Boolean(),
  until: Type.String(),
});
export type FailingRow = Static<typeof failing>;

export const Accounts = closed({
  accounts: Type.Array(AccountRow),
  roles: Type.Array(role),
  dimensions: Type.Array(
    closed({
      dimension: Type.String(),
      title: Type.String(),
      isAsked: Type.Boolean({ description: 'Whether some role must be given values of it.' }),
      values: Type.Array(closed({ value: Type.String(), within: Type.Array(Type.String()) })),
    }),
    { description: 'What a scope may be made of, with the values that the reference data know.' }
  ),
  failing: Type.Array(failing, {
    description:
      'Who failed to sign in often of late, the latest first: an account from an address, or (no address) from every one that it never came from; an address (no account), whatever names it tried.',
  }),
  settings: Type.Array(
    closed({ setting: Type.String(), title: Type.String(), value: Type.String(), note: Type.String() }),
    { description: 'The rules of signing in that hold, for who may see settings.' }
  ),
});
export type Accounts = Static<typeof Accounts>;

const granted = {
  role: short(),
  scope: Type.Optional(Type.String({ maxLength: 4000, description: '`city=济南市、青岛市；county=历下区`' })),
};
/** A form sends a field a dimension: `scope_city`. */
const withScopeFields = <P extends TProperties>(properties: P) =>
  Type.Object(properties, {
    additionalProperties: false,
    patternProperties: { '^scope_[a-z_]{1,40}$': Type.String({ maxLength: 4000 }) },
  });
export const AccountForm = withScopeFields({
  account: short(),
  title: short(),
  office: Type.Optional(short()),
  ...granted,
});
export type AccountForm = Static<typeof AccountForm>;
export const GrantForm = withScopeFields(granted);
export type GrantForm = Static<typeof GrantForm>;
