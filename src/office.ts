import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { hasAdministrator, openProvider } from '#access';
import { addressesOf, type Office } from '#api';
import { firstAdministrator, openAccounts } from './accounts.ts';

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

export interface OpenedOffice {
  office: Office;
  tls: { cert: Buffer; key: Buffer } | null;
  close(): void;
}

const isLoopback = (host: string): boolean => /^(localhost|\[?::1\]?|127(\.\d{1,3}){3})$/i.test(host);

/**
 * Whether this is an office: what more than one machine can reach, and where it is asked for. One seat is reached by
 * itself alone.
 */
export const isOffice = (options: OfficeOptions & { host: string; origin: string | undefined }): boolean =>
  options.signIn === true ||
  !isLoopback(options.host) ||
  (options.origin !== undefined && !isLoopback(new URL(options.origin).hostname)) ||
  [options.tlsCert, options.behindProxy, options.trustHeader, options.oidcIssuer].some(
    (each) => typeof each === 'string'
  );

/** Opens what people sign in with. What it lacks is an Error that says what to do. */
export async function openOffice(
  warehouse: string,
  options: OfficeOptions & { host: string; origin: string | undefined; record?: string },
  log: (message: string) => void
): Promise<OpenedOffice> {
  const { host, origin, behindProxy = null, trustHeader = null } = options;
  const tls = tlsOf(options);
  const why = isLoopback(host) ? '要登录的服务' : `开在 ${host} 上的服务`;
  if (tls === null && behindProxy === null)
    throw new Error(
      `${why}要走加密的线路。自己加密：--tls-cert 证书.pem --tls-key 私钥.pem；前面有代理（如 nginx）加密：--behind-proxy 代理的地址。只在本机使用：不写 --host 和 --sign-in。用安装包装的，./baijing office --origin https://网址 把服务、代理、证书怎样做一次说全`
    );
  if (behindProxy !== null && !origin?.startsWith('https://'))
    throw new Error('有代理时要写明大家打开的网址：--origin https://baijing.example.gov.cn');
  const isProxy = addressesOf(behindProxy?.split(/[,，\s]+/).filter((each) => each !== '') ?? []);
  const header = trustHeader === null ? null : headerOf(trustHeader, behindProxy !== null);
  const { desk, close } = await openAccounts(warehouse, log, options.record);
  try {
    if (!hasAdministrator(desk)) throw new Error(`${why}还没有人能管账号。${firstAdministrator}`);
    const provider = providerOf(options);
    return { office: { desk, isProxy, isBehindProxy: behindProxy !== null, header, provider }, tls, close };
  } catch (error) {
    close();
    throw error;
  }
}

function tlsOf({ tlsCert = null, tlsKey = null }: OfficeOptions): OpenedOffice['tls'] {
  if (tlsCert === null && tlsKey === null) return null;
  if (tlsCert === null || tlsKey === null) throw new Error('--tls-cert 和 --tls-key 要一起写');
  const read = (path: string) => {
    try {
      return readFileSync(path);
    } catch (error) {
      throw new Error(`${path} 读不出来（${(error as Error).message}）`, { cause: error });
    }
  };
  const tls = { cert: read(tlsCert), key: read(tlsKey) };
  try {
    createSecureContext(tls);
  } catch (error) {
    throw new Error(`证书和私钥用不了（${(error as Error).message}）：要是 PEM，而且是一对`, { cause: error });
  }
  return tls;
}

/** What any browser or proxy sends anyway says nothing of who it is. */
const taken =
  /^(?:host|cookie|origin|referer|user-agent|authorization|forwarded|via|accept.*|sec-.*|x-forwarded-.*|x-real-ip)$/;

function headerOf(name: string, hasProxy: boolean): string {
  const header = name.toLowerCase();
  if (!hasProxy) throw new Error('--trust-header 要和 --behind-proxy 一起写：只信那个代理说的');
  if (!/^[a-z][a-z0-9-]{1,60}$/.test(header) || taken.test(header))
    throw new Error(`--trust-header 写的是“${name}”，要是代理专门用来说明账号的请求头，如 X-Remote-User`);
  return header;
}

function providerOf({ oidcIssuer = null, oidcClient = null, origin }: OfficeOptions & { origin: string | undefined }) {
  if (oidcIssuer === null && oidcClient === null) return null;
  const secret = process.env.OIDC_CLIENT_SECRET ?? '';
  if (oidcIssuer === null || oidcClient === null || secret === '')
    throw new Error('统一身份认证要写 --oidc-issuer 网址、--oidc-client 编号，密钥放在环境变量 OIDC_CLIENT_SECRET 里');
  if (!/^https:\/\/|^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::|\/|$)/.test(oidcIssuer))
    throw new Error(`--oidc-issuer 要是 https 的网址（写的是 ${oidcIssuer}）`);
  if (!origin?.startsWith('https://')) throw new Error('用统一身份认证时要写明大家打开的网址：--origin https://…');
  return openProvider({ issuer: oidcIssuer, client: oidcClient, secret, origin: new URL(origin).origin });
}
