import { fitText, oneLine } from '../text.ts';
import type { Secret } from './channel.ts';
import type { Letter } from './letter.ts';

/**
 * The bytes that a text may have. 企业微信 counts those of a text (2048); 钉钉 and 飞书 those of the whole body (20,000
 * and 20 KB), in which a mark of JSON may take two.
 */
export const limits = { wecom: 2048, dingtalk: 9000, feishu: 9000 } as const;

/**
 * A letter as a plain text: markdown would let the name of a firm be a link. Nobody is called by a mark in it either:
 * robots read `@all` and `<at …>` where they stand.
 */
export function textOf({ subject, lines, link }: Pick<Letter, 'subject' | 'lines' | 'link'>, limit: number): string {
  return fitText({ title: calm(subject), lines: lines.map(calm), foot: link === null ? [] : [oneLine(link)] }, limit);
}

const calm = (line: string): string => oneLine(line).replaceAll('<', '＜').replaceAll('@', '＠');

/** Where a robot is, as its secret says: of a listed host alone, and encrypted where it is not said otherwise. */
export function addressOf(
  { address }: Secret,
  { name, host, port, security }: { name: string; host: string | null; port: number | null; security: string }
): URL {
  if (address === undefined || !URL.canParse(address))
    throw new WrongSettings(`渠道 ${name} 的密钥文件里没有写 address，或写得不像网址`);
  const url = new URL(address);
  const protocol = security === 'none' ? 'http:' : 'https:';
  if (url.protocol !== protocol)
    throw new WrongSettings(
      `渠道 ${name} 的网址要以 ${protocol}// 开头${security === 'none' ? '' : '（不加密的要在 security 写明文）'}`
    );
  if (url.username !== '' || url.password !== '') throw new WrongSettings(`渠道 ${name} 的网址里不能写用户名和密码`);
  const usual = security === 'none' ? 80 : 443;
  if (url.hostname.toLowerCase() !== (host ?? '').toLowerCase() || Number(url.port || usual) !== (port ?? usual))
    throw new WrongSettings(`渠道 ${name} 的网址不在 channels.csv 写明的主机上`);
  return url;
}

/** What an office wrote cannot work, however often it is tried. It says no secret. */
export class WrongSettings extends Error {}
