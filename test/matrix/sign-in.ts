import { appendFile, cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { openDesk, type Desk } from '#access';
import { addWith, phrase } from '../accounts/desk.ts';
import { askers, moreRoles, type Asker } from './readers.ts';

/** The desk of an office with an account for each who asks, by the roles of the program and some more. */
export async function openAccounts(folder: string): Promise<Desk & { close(): void }> {
  const content = join(folder, 'access');
  await cp('data/access', content, { recursive: true });
  await appendFile(join(content, 'roles.csv'), `${moreRoles.join('\n')}\n`);
  const opened = await openDesk({
    warehouse: folder,
    content,
    dimensions: ['city', 'county', 'batch', 'direction'],
    record: () => {},
  });
  const desk = { ...opened, settings: { ...opened.settings, second_factor: new Set<never>() } };
  for (const { account, role, scope } of askers)
    if (account !== null)
      await addWith(desk, { account, title: account, office: '', role, scope, password: phrase, mustChange: false });
  return {
    ...desk,
    close: () => desk.store.close(),
  };
}

export const host = 'matrix.example';
export const origin = `https://${host}`;

/** The cookies of each who signs in, by the door of signing in. What it says of one is held against what is meant. */
export async function signIn(app: FastifyInstance): Promise<Map<Asker, string>> {
  const cookies = new Map<Asker, string>();
  for (const asker of askers) {
    if (asker.account === null) continue;
    const { statusCode, headers, body } = await app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { host, origin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
      payload: JSON.stringify({ name: asker.account, password: phrase }),
    });
    if (statusCode !== 201) throw new Error(`${asker.name} cannot sign in: ${body}`);
    const given = [headers['set-cookie'] ?? []].flat().map((each) => each.split(';')[0]);
    cookies.set(asker, given.join('; '));
    const said = (await app.inject({ url: '/api/session', headers: { host, cookie: given.join('; ') } })).json() as {
      capabilities: string[];
    };
    const [told, meant] = [said.capabilities, [...asker.capabilities]].map((each) => [...each].sort().join('、'));
    if (told !== meant) throw new Error(`${asker.name} may ${told}, meant was ${meant}`);
  }
  return cookies;
}
