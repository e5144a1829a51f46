import type { Channel, Secret } from './channel.ts';
import type { Letter, Outcome } from './letter.ts';
import type { Patience } from './post.ts';

/** What a try needs besides the letter. */
export interface Surroundings {
  channel: Channel;
  secret: Secret;
  /** The folder of secrets, where own authorities lie too. */
  secrets: string;
  /** The folder that folders of messages lie in. */
  messages: string;
  /** Milliseconds since 1970. */
  now: () => number;
  patience?: Patience;
}

/** Tries once to hand a letter over. What an office wrote wrong is a WrongSettings. */
export type Send = (letter: Letter, around: Surroundings) => Promise<Outcome>;
