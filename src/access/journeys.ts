import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Somebody who was sent to the provider and has not come back yet. */
export interface Journey {
  state: string;
  nonce: string;
  verifier: string;
  back: string;
  endsAt: number;
}

/** Journeys that nobody but this process reads, and that it keeps nowhere: whoever begins many drives nobody out. */
export interface Journeys {
  /** What a browser is to hold meanwhile. */
  seal(journey: Journey): string;
  /** The journey that a browser holds, once; null where it has ended, was taken, or is of another process. */
  take(held: string, now: number): Journey | null;
}

/** Of so many it is known that they were taken; of older ones the provider knows, which takes no code twice. */
const most = 100_000;
/** So that a browser keeps the cookie, and a proxy takes the answer: 4096 bytes for all headers. */
const longestBack = 1000;

const algorithm = 'aes-256-gcm';
const [ivBytes, tagBytes] = [12, 16];

export function openJourneys(): Journeys {
  const key = randomBytes(32);
  const taken = new Map<string, number>();
  return {
    seal(journey) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv(algorithm, key, iv, { authTagLength: tagBytes });
      const back = Buffer.byteLength(journey.back) > longestBack ? '/' : journey.back;
      const sealed = Buffer.concat([cipher.update(JSON.stringify({ ...journey, back })), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    take(held, now) {
      const journey = opened(Buffer.from(held, 'base64url'), key);
      if (journey === null || journey.endsAt <= now || taken.has(journey.state)) return null;
      // The oldest come first: each ends as long after it was begun.
      for (const [state, endsAt] of taken) {
        if (endsAt > now && taken.size < most) break;
        taken.delete(state);
      }
      taken.set(journey.state, journey.endsAt);
      return journey;
    },
  };
}

function opened(bytes: Buffer, key: Buffer): Journey | null {
  if (bytes.length <= ivBytes + tagBytes) return null;
  const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes });
  decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  try {
    const text = Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]);
    return JSON.parse(text.toString()) as Journey;
  } catch {
    return null;
  }
}
