import * as oidc from 'openid-client';
import { Refusal } from '#spec';
import { limitsOf, type Desk } from './desk.ts';
import { openJourneys } from './journeys.ts';
import { onRecord } from './on-record.ts';
import { enter, stageAfter, type SignedIn } from './sign-in.ts';
import { changeAccount, findBySubject, findNamed, type Account } from './store/accounts.ts';
import { isTold } from './store/attempts.ts';

export interface ProviderOptions {
  issuer: string;
  client: string;
  secret: string;
  /** The public origin of this server: the provider sends people back to it. */
  origin: string;
}

/** Whoever else knows who people are: the OpenID provider of the office. */
export interface Provider {
  /** The public origin that it sends people back to. */
  origin: string;
  /** Where a browser is to go, and what it is to hold meanwhile. */
  begin(desk: Desk, back: string): Promise<{ url: string; held: string }>;
  /** Signs in who came back. `held` is what their browser held. */
  finish(
    desk: Desk,
    came: { url: string; held: string; address: string; before?: string | undefined }
  ): Promise<SignedIn & { back: string }>;
  /** Where to sign out there too; null where the provider has no such address. */
  endOf(ticket: string): Promise<string | null>;
}

/** Where the provider sends people back to. */
export const callbackPath = '/api/session/provider/callback';

/** Milliseconds that somebody may take at the provider. */
const patience = 10 * 60_000;

/** The provider is asked who it is when somebody first wants to sign in by it, and again where it was not there. */
export function openProvider({ issuer, client, secret, origin }: ProviderOptions): Provider {
  const redirectUri = `${origin}${callbackPath}`;
  const journeys = openJourneys();
  let found: Promise<oidc.Configuration> | null = null;
  const discover = (): Promise<oidc.Configuration> => {
    found ??= discovered({ issuer, client, secret });
    return found.catch((error: unknown) => {
      found = null;
      throw new Refusal(502, 'provider_unreachable', '统一身份认证现在连不上，请过一会儿再试，或用账号和密码登录。', {
        why: (error as Error).message,
      });
    });
  };
  return {
    origin,
    async begin(desk, back) {
      const configuration = await discover();
      const [nonce, state, verifier] = [oidc.randomNonce(), oidc.randomState(), oidc.randomPKCECodeVerifier()];
      const url = oidc.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: 'openid profile',
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      });
      const held = journeys.seal({ state, nonce, verifier, back, endsAt: desk.now() + patience });
      return { url: url.href, held };
    },
    async finish(desk, { url, held, address, before }) {
      const journey = journeys.take(held, desk.now());
      if (journey === null) throw failed(desk, address, 'unknown_journey');
      const configuration = await discover();
      const tokens = await oidc
        .authorizationCodeGrant(configuration, new URL(url), {
          pkceCodeVerifier: journey.verifier,
          expectedState: journey.state,
          expectedNonce: journey.nonce,
          idTokenExpected: true,
        })
        .catch((error: Error & { code?: string }) => {
          throw failed(desk, address, error.code ?? error.name);
        });
      const claims = tokens.claims();
      if (claims === undefined) throw failed(desk, address, 'no_id_token');
      const told = { configuration, tokens, subject: claims.sub, address };
      const name = claims[desk.settings.provider_claim] ?? (await askedFor(desk, told));
      const account = accountOf(desk, `${claims.iss} ${claims.sub}`, name);
      const ticket = tokens.id_token ?? null;
      // Whoever has a second factor here shows it, and whoever must have one sets it up, whatever was asked there.
      const stage = account.secret === null ? stageAfter(desk, account, 'provider') : 'code';
      return {
        ...enter(desk, account, { stage, way: 'provider', address, ticket, before }),
        back: journey.back,
      };
    },
    async endOf(ticket) {
      const configuration = await discover();
      if (configuration.serverMetadata().end_session_endpoint === undefined) return null;
      return oidc.buildEndSessionUrl(configuration, {
        id_token_hint: ticket,
        post_logout_redirect_uri: `${origin}/sign-in`,
      }).href;
    },
  };
}

async function discovered({ issuer, client, secret }: Omit<ProviderOptions, 'origin'>): Promise<oidc.Configuration> {
  const url = new URL(issuer);
  // In the clear it is believed on this machine alone.
  const isHere = url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  const configuration = await oidc.discovery(url, client, secret, undefined, {
    timeout: 10,
    ...(isHere ? { execute: [oidc.allowInsecureRequests] } : {}),
  });
  // The signature counts, not only the line that it came by.
  oidc.enableNonRepudiationChecks(configuration);
  return configuration;
}

async function askedFor(
  desk: Desk,
  {
    configuration,
    tokens: { access_token: token },
    subject,
    address,
  }: { configuration: oidc.Configuration; tokens: oidc.TokenEndpointResponse; subject: string; address: string }
): Promise<unknown> {
  if (configuration.serverMetadata().userinfo_endpoint === undefined) return undefined;
  const told = await oidc.fetchUserInfo(configuration, token, subject).catch((error: Error & { code?: string }) => {
    throw failed(desk, address, error.code ?? error.name);
  });
  return told[desk.settings.provider_claim];
}

/**
 * The account that a subject came by before; else the one that the claim names, which is the subject's from then on:
 * names are given to others when people leave, subjects are not.
 */
function accountOf(desk: Desk, subject: string, name: unknown): Account {
  const bound = findBySubject(desk.store, subject);
  const named = typeof name === 'string' ? findNamed(desk.store, name) : null;
  const account = bound ?? (named?.subject === null ? named : null);
  if (account === null || !account.isActive) {
    desk.tell({
      stream: 'access',
      by: account?.account ?? null,
      event: 'sign_in_failed',
      details: { way: 'provider' },
    });
    throw new Refusal(403, 'no_account', '统一身份认证认得您，但百景里没有给您开账号。请联系本单位的百景管理员。');
  }
  if (bound === null)
    onRecord(desk, ({ store, record }) => {
      changeAccount(store, account.account, { subject });
      record({ stream: 'access', by: account.account, event: 'provider_bound' });
    });
  return account;
}

/** Anybody can come back from nowhere, as often as they like: the record is never made shorter. */
function failed(desk: Desk, address: string, why: string): Refusal {
  const details = { way: 'provider', why: why.slice(0, 60), address };
  if (isTold(desk.store, address, limitsOf(desk), desk.now()))
    desk.tell({ stream: 'access', by: null, event: 'sign_in_failed', details });
  return new Refusal(401, 'provider_failed', '统一身份认证没有成功，请再试一次。');
}
