import { createHash, getHashes } from 'node:crypto';

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** GB/T 32905, beside SHA-256; null where this Node has none. */
export const sm3 = (text: string): string | null =>
  getHashes().includes('sm3') ? createHash('sm3').update(text, 'utf8').digest('hex') : null;
