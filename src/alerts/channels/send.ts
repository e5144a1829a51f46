import type { Kind, Secret } from './channel.ts';
import { dingtalk } from './dingtalk.ts';
import { feishu } from './feishu.ts';
import { folder } from './folder.ts';
import type { Letter, Outcome } from './letter.ts';
import { RefusedPlace } from './place.ts';
import { WrongSettings } from './robots.ts';
import { readSecret, withoutSecrets } from './secret.ts';
import { smtp } from './smtp.ts';
import type { Send, Surroundings } from './surroundings.ts';
import { webhook } from './webhook.ts';
import { wecom } from './wecom.ts';

const ways: Readonly<Record<Kind, Send>> = { smtp, wecom, dingtalk, feishu, webhook, folder };

/** Tries once, by whatever channel it is, and answers what became of it; it never throws, and says no secret. */
export async function send(letter: Letter, around: Omit<Surroundings, 'secret'>): Promise<Outcome> {
  let secret: Secret = {};
  try {
    secret = await readSecret(around.secrets, around.channel.name);
    return await ways[around.channel.kind](letter, { ...around, secret });
  } catch (error) {
    if (error instanceof WrongSettings || error instanceof RefusedPlace)
      return { is: 'permanent', reason: withoutSecrets(error.message, secret) };
    // Of our own reading of a file of secrets: it names the file and its line, and nothing in it.
    const isOwn = error instanceof Error && error.message.startsWith('密钥文件');
    return { is: 'temporary', reason: isOwn ? error.message : '没有发出：程序出错' };
  }
}
