import type { Reader, Session } from '#access';

/** Who asks, and by what it is known. */
export interface Who {
  by: 'nobody' | 'session' | 'token' | 'header';
  reader: Reader;
  session: Session | null;
  /** What their browser holds of the session. */
  key: string | null;
}
