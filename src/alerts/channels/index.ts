export { meaningOf } from './answer.ts';
export { kinds, titles, weaknesses, type Channel, type Kind } from './channel.ts';
export { messageIdOf, type Letter, type LetterFile, type Outcome } from './letter.ts';
export { readChannels } from './read-channels.ts';
export { send } from './send.ts';
export type { Surroundings } from './surroundings.ts';
export { signDingtalk, signFeishu, signWebhook } from './signature.ts';
