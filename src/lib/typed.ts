import { asTyped, type SessionAnswer } from '#spec';

/** Words with the commands in them as they are typed on the machine that serves this page. */
export const typed = (text: string, session: SessionAnswer | null | undefined): string =>
  session ? asTyped(text, session.typing) : text;
