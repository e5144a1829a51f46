/** What is told to one recipient by one channel, as it is now; whoever asks again gets it as it is then. */
export interface Letter {
  /** Of its row in the outbox: the same on every try, and so is the Message-ID. */
  id: string;
  /** Which try this is, from 1. */
  attempt: number;
  /** Where it goes, where the channel goes to people: an address of mail. null: to the channel's own. */
  to: string | null;
  subject: string;
  lines: readonly string[];
  /** Where to look. */
  link: string | null;
  files?: readonly LetterFile[];
}

/** What goes along with it, by channels that take files. */
export interface LetterFile {
  name: string;
  type: string;
  bytes: Uint8Array;
}

/** What became of a try. What is temporary is tried again; what is permanent is over and is shown. */
export type Outcome =
  | { is: 'ok' }
  /** `mayBeThere`: the other side may have taken it and could not say so; then it comes twice. */
  | { is: 'temporary'; reason: string; mayBeThere?: true }
  | { is: 'permanent'; reason: string };

/** The name of a message where programs tell doubles by it. */
export const messageIdOf = (id: string): string => `<${id}@baijing.invalid>`;

/** What names a message in files and headers: nothing that could be a path or end a line. */
export function needId(id: string): string {
  if (!/^[\w-][\w.-]{0,79}$/.test(id)) throw new Error(`${JSON.stringify(id)} names no message`);
  return id;
}
