import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Encoding = 'br' | 'gzip';

const compressible = /^(?:text\/|image\/svg\+xml|application\/(?:json|javascript|[\w.+-]+\+json))/;
/** Bytes below which a header costs as much as is saved. */
const least = 1024;

/** How an answer is sent to whoever accepts this; null: as it is. */
export function encodingFor(accepted: string | undefined, type: string, bytes: number): Encoding | null {
  if (accepted === undefined || bytes < least || !compressible.test(type)) return null;
  return bestOf(accepted);
}

/** What browsers accept differs little: what each of them says is read once. */
const read = new Map<string, Encoding | null>();

function bestOf(accepted: string): Encoding | null {
  const known = read.get(accepted);
  if (known !== undefined) return known;
  const offers = accepted.split(',').map((each) => each.split(';').map((part) => part.trim().toLowerCase()));
  const takes = (name: Encoding) =>
    offers.some(([offer, ...given]) => offer === name && !given.some((part) => /^q=0(?:\.0*)?$/.test(part)));
  const best = takes('br') ? 'br' : takes('gzip') ? 'gzip' : null;
  if (read.size >= 100) read.clear();
  if (accepted.length < 200) read.set(accepted, best);
  return best;
}

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

/** What is kept is encoded once, so a page may take twenty milliseconds for its last twentieth; a long file may not. */
export const encode = (bytes: Buffer, encoding: Encoding): Promise<Buffer> =>
  encoding === 'br'
    ? toBrotli(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: bytes.length <= 2 ** 21 ? 9 : 5,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      })
    : toGzip(bytes, { level: 6 });
