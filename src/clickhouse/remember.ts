/** Works something out once for each text, and forgets the oldest beyond so many; what fails is tried again. */
export function remember<T>(most: number): (text: string, work: () => Promise<T>) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (text, work) => {
    const found = known.get(text) ?? work();
    known.delete(text);
    known.set(text, found);
    found.catch(() => known.delete(text));
    const [oldest] = known.size > most ? known.keys() : [];
    if (oldest !== undefined) known.delete(oldest);
    return found;
  };
}
