declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http';

  /** So much of the provider as is used here: it brings no types. */
  export default class Provider {
    constructor(issuer: string, configuration: Readonly<Record<string, unknown>>);
    callback(): RequestListener;
  }
}
