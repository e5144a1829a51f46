import { existsSync, readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';

/** How a server is to be reached, as it was asked for. */
export interface OfficeOptions {
  /** Whether people sign in, also where only this machine can reach it. */
  signIn?: boolean;
  tlsCert?: string | null;
  tlsKey?: string | null;
  /** The addresses of the proxy that speaks TLS, with commas between. */
  behindProxy?: string | null;
  /** The header in which that proxy names who it let in. */
  trustHeader?: string | null;
  oidcIssuer?: string | null;
  oidcClient?: string | null;
}

export type Reached = OfficeOptions & { host: string; origin: string | undefined };

const isLoopback = (host: string): boolean => /^(localhost|\[?::1\]?|127(\.\d{1,3}){3})$/i.test(host);

/**
 * Whether this is an office: what more than one machine can reach, and where it is asked for. One seat is reached by
 * itself alone.
 */
export const isOffice = (options: Reached): boolean =>
  options.signIn === true ||
  !isLoopback(options.host) ||
  (options.origin !== undefined && !isLoopback(new URL(options.origin).hostname)) ||
  [options.tlsCert, options.behindProxy, options.trustHeader, options.oidcIssuer].some(
    (each) => typeof each === 'string'
  );

/** What asks people to sign in, as it is called where something is missing. */
export const calledOffice = (host: string): string => (isLoopback(host) ? '要登录的服务' : `开在 ${host} 上的服务`);

/**
 * All that is missing of how an office is to be reached, each with what to write, so that nobody starts it once for
 * each. `accounts` is the file of accounts: where there is none, nobody can tend them. Loads nothing, opens nothing.
 */
export function lackingOf(options: Reached, accounts: string | null = null): string[] {
  const { tlsCert = null, tlsKey = null, behindProxy = null, origin } = options;
  const lacking: string[] = [];
  if (tlsCert === null && tlsKey === null && behindProxy === null)
    lacking.push(
      '加密的线路。前面有代理（如 nginx）加密的：--behind-proxy 代理的地址（在本机就是 127.0.0.1），再写 --origin 大家打开的网址；自己加密的：--tls-cert 证书.pem --tls-key 私钥.pem。证书向单位的信息中心要，先试用可以自己做一个（浏览器会提醒不受信任）：' +
        'openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=网址 -addext subjectAltName=DNS:网址 -keyout 私钥.pem -out 证书.pem'
    );
  if ((tlsCert === null) !== (tlsKey === null))
    lacking.push(
      `--tls-cert 和 --tls-key 要一起写，少了 ${tlsCert === null ? '--tls-cert 证书.pem' : '--tls-key 私钥.pem'}${
        behindProxy === null ? '' : '；由代理加密的，证书写在代理里，这两个都不写'
      }`
    );
  for (const path of [tlsCert, tlsKey]) {
    const why = path === null ? null : unreadable(path);
    if (why !== null) lacking.push(why);
  }
  if (behindProxy !== null && !origin?.startsWith('https://'))
    lacking.push('有代理时要写明大家打开的网址：--origin https://baijing.example.gov.cn');
  if (accounts !== null && !existsSync(accounts)) lacking.push(firstAdministrator);
  return lacking;
}

/** What a person types to make the first account that can make others. */
export const firstAdministrator =
  '先加一个系统管理员：npm run account -- add 账号名 --role administrator --title 姓名 --office 单位';

/** All that is missing, as it is told at once; null where nothing is. */
export function sayLacking(options: Reached, accounts: string | null = null): string | null {
  const lacking = lackingOf(options, accounts);
  if (lacking.length === 0) return null;
  const lines = lacking.map((each, at) => (lacking.length === 1 ? each : `${at + 1}. ${each}`));
  return [
    lacking.length === 1 ? `${calledOffice(options.host)}还缺：${lines[0]}` : `${calledOffice(options.host)}还缺：`,
    ...(lacking.length === 1 ? [] : lines),
    '用安装包装的，./baijing office --origin https://网址 把服务、代理、证书怎样做一次写好说全；从源码装的照 src/office/README.md。只在本机一个人用：不写 --host 和 --sign-in。',
  ].join('\n');
}

function unreadable(path: string): string | null {
  try {
    readFileSync(path);
    return null;
  } catch (error) {
    return `${path} 读不出来（${(error as Error).message}）`;
  }
}

/** The certificate and the key that a server speaks TLS with; null where a proxy does. */
export function tlsOf({ tlsCert = null, tlsKey = null }: OfficeOptions): { cert: Buffer; key: Buffer } | null {
  if (tlsCert === null || tlsKey === null) return null;
  const tls = { cert: readFileSync(tlsCert), key: readFileSync(tlsKey) };
  try {
    createSecureContext(tls);
  } catch (error) {
    throw new Error(`证书和私钥用不了（${(error as Error).message}）：要是 PEM，而且是一对`, { cause: error });
  }
  return tls;
}
