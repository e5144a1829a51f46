/** What was read of one version, by what was asked: it never changes. */
export type Remembered = Map<string, Promise<unknown>>;

const versions = 4;
const readings = 200;

/** For each of the latest versions what was read of it; `of` names it and whatever else answers follow from. */
export function rememberReadings(): (of: string) => Remembered {
  const known = new Map<string, Remembered>();
  return (of) => {
    const found = known.get(of) ?? new Map<string, Promise<unknown>>();
    known.delete(of);
    known.set(of, found);
    for (const oldest of [...known.keys()].slice(0, Math.max(0, known.size - versions))) known.delete(oldest);
    return found;
  };
}

/**
 * Reads once, for all who ask meanwhile and later. What failed is not kept, and who waited for it reads for themselves:
 * it may have failed because the other hung up.
 */
export async function readOnce<T>(
  remembered: Remembered | undefined,
  asked: string,
  read: () => Promise<T>
): Promise<T> {
  if (!remembered) return read();
  const known = remembered.get(asked) as Promise<T> | undefined;
  if (known) return known.catch(() => read());
  const reading = read();
  remembered.set(asked, reading);
  if (remembered.size > readings) remembered.delete(remembered.keys().next().value!);
  return reading.catch((error: unknown) => {
    if (remembered.get(asked) === reading) remembered.delete(asked);
    throw error;
  });
}
