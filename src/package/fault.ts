/** What is wrong with a package, and in which of its files; null where it is the zip itself. */
export interface Fault {
  file: string | null;
  kind: 'unreadable' | 'refused' | 'changed' | 'missing' | 'added' | 'manifest' | 'repacked';
  says: string;
}
