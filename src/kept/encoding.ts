import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Encoding = 'br' | 'gzip';

const compressible = /^(?:text\/|image\/svg\+xml|application\/(?:json|javascript|[\w.+-]+\+json))/;
/** Bytes below which a header costs as much as is saved. */
const least = 1024;

/** How an answer is sent to whoever accepts this; null: as it is. */
export function encodingFor(accepted: string | undefined, type: string, bytes: number): Encoding | null {
  if (accepted === undefined || bytes < least || !compressible.test(type)) return null;
  const offers = accepted.split(',').map((each) => each.split(';').map((part) => part.trim().toLowerCase()));
  const takes = (name: Encoding) =>
    offers.some(([offer, ...given]) => offer === name && !given.some((part) => /^q=0(?:\.0*)?$/.test(part)));
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : null;
}

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

/** What is kept is encoded once, so it may take its time. */
export const encode = (bytes: Buffer, encoding: Encoding): Promise<Buffer> =>
  encoding === 'br'
    ? toBrotli(bytes, {
        params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
      })
    : toGzip(bytes, { level: 6 });
