import { createHash } from 'node:crypto';

/** A script as it stands in a page: without what only its reader here is told. */
export const inlined = (text) => text.replaceAll(/^\s*\/\/.*\n|^\s+/gm, '').trim();

/** By what the policy of a page allows it. */
export const hashOf = (script) => `sha256-${createHash('sha256').update(script).digest('base64')}`;
