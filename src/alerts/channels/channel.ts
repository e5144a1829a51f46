/** A way by which something is told, as data/alerts/channels.csv names it. Nothing in it is secret. */
export interface Channel {
  name: string;
  kind: Kind;
  /** The one host that it goes to; null of a folder. */
  host: string | null;
  /** null: the usual one. */
  port: number | null;
  security: Security;
  /** Whether the certificate is looked at. Not to is written in words, and shown wherever the channel is. */
  isVerified: boolean;
  /** The file of an own authority, in the folder of secrets. */
  ca: string | null;
  /** The nets that its host must be in (10.0.0.0/8); none: anywhere a message may go. */
  nets: readonly string[];
  /** Who writes, of mail. */
  from: string | null;
  folder: string | null;
  /** Whose rows those see whom it reaches, as it is written. */
  scope: string;
}

export const kinds = ['smtp', 'wecom', 'dingtalk', 'feishu', 'webhook', 'folder'] as const;
export type Kind = (typeof kinds)[number];

export const titles: Readonly<Record<Kind, string>> = {
  smtp: '邮件',
  wecom: '企业微信机器人',
  dingtalk: '钉钉机器人',
  feishu: '飞书机器人',
  webhook: '通用接口',
  folder: '文件夹',
};

/** `none` is in the clear: it is written 明文. */
export const securities = { tls: 'tls', starttls: 'starttls', 明文: 'none' } as const;
export type Security = (typeof securities)[keyof typeof securities];

/** What of a channel is less than it could be, for whoever reads of it. */
export const weaknesses = ({ kind, security, isVerified }: Channel): string[] =>
  kind === 'folder'
    ? []
    : [...(security === 'none' ? ['明文，没有加密'] : []), ...(isVerified ? [] : ['不校验证书，对方是谁没有核对'])];

/** What a channel knows that nobody is told, by name, as its file says it. */
export type Secret = Readonly<Partial<Record<SecretName, string>>>;

export const secretNames = ['address', 'secret', 'user', 'password'] as const;
export type SecretName = (typeof secretNames)[number];
