export type { LetterFile } from '../channels/letter.ts';
export type { Message } from '../message.ts';
export { openAlerts } from '../store/open.ts';
export { standingAfter, type Ending, type Standing } from './attempts.ts';
export { runSender, type SenderOptions } from './run-sender.ts';
export type { FromSender, Made, Start, ToSender } from './talk.ts';
