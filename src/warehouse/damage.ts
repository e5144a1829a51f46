import type { QueryError } from './query-error.ts';

/**
 * What an error says is broken: the open instance, which opens
 * anew; the file itself; or, as mostly, nothing but the query.
 */
export function damageOf({ cause }: QueryError): 'instance' | 'file' | null {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (/^(FATAL|INTERNAL) Error|database has been invalidated/.test(message)) return 'instance';
  // A full disk under the temporary files is an IO Error too, and no damage.
  if (/^Serialization Error|^IO Error: .*(corrupt|checksum|could not read)/is.test(message)) return 'file';
  return null;
}
