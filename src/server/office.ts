import { hasAdministrator, openProvider } from '#access';
import { addressesOf, type Office } from '#api';
import { openAccounts } from './open-accounts.ts';
import {
  calledOffice,
  firstAdministrator,
  sayLacking,
  tlsOf,
  type OfficeOptions,
  type Reached,
} from './office-asked.ts';

export interface OpenedOffice {
  office: Office;
  tls: { cert: Buffer; key: Buffer } | null;
  close(): void;
}

/** Opens what people sign in with. What it lacks is an Error that says what to do. */
export async function openOffice(
  warehouse: string,
  options: Reached & { record?: string },
  log: (message: string) => void
): Promise<OpenedOffice> {
  const { host, behindProxy = null, trustHeader = null } = options;
  const why = sayLacking(options);
  if (why !== null) throw new Error(why);
  const tls = tlsOf(options);
  const isProxy = addressesOf(behindProxy?.split(/[,，\s]+/).filter((each) => each !== '') ?? []);
  const header = trustHeader === null ? null : headerOf(trustHeader, behindProxy !== null);
  const { desk, close } = await openAccounts(warehouse, log, options.record);
  try {
    if (!hasAdministrator(desk)) throw new Error(`${calledOffice(host)}还没有人能管账号。${firstAdministrator}`);
    const provider = providerOf(options);
    return { office: { desk, isProxy, isBehindProxy: behindProxy !== null, header, provider }, tls, close };
  } catch (error) {
    close();
    throw error;
  }
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
