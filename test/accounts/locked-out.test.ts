import { afterAll, beforeAll, expect, test } from 'vitest';
import { lockedOutBy, type Role } from '#access';
import { addWith, openTested, phrase, type TestedDesk } from './desk.ts';

let desk: TestedDesk;
beforeAll(async () => {
  desk = await openTested();
});
afterAll(() => desk.close());

const add = (account: string, role: string) =>
  addWith(desk, { account, title: account, office: '', role, scope: {}, password: phrase, mustChange: false });

/** The roles with another one in the place of one of them; null: without it. */
const rolesWith = (name: string, change: Partial<Role> | null) => {
  const roles = new Map(desk.roles);
  if (change === null) roles.delete(name);
  else roles.set(name, { ...roles.get(name)!, ...change });
  return { store: desk.store, roles };
};

test('roles that are filled in lock out neither who saves them nor everybody', async () => {
  const without = { capabilities: new Set(['record'] as const) };
  // Before anybody has an account nobody is locked out.
  expect(lockedOutBy(rolesWith('administrator', without), null)).toBeNull();
  await add('guan', 'administrator');
  await add('chu', 'division');
  expect(lockedOutBy(desk, 'guan')).toBeNull();
  expect(lockedOutBy(rolesWith('division', { title: '处' }), 'guan')).toBeNull();
  expect(lockedOutBy(rolesWith('division', null), 'guan')).toMatch(/^账号 chu（division）的角色就没有了/);
  expect(lockedOutBy(rolesWith('administrator', without), 'guan')).toMatch(/没有一个账号能管账号/);
  // A role that asks for a scope that the account was not given is nothing at all.
  expect(lockedOutBy(rolesWith('administrator', { scopedBy: ['city'] }), 'guan')).toMatch(/没有一个账号/);
  const both = rolesWith('administrator', without);
  both.roles.set('division', { ...both.roles.get('division')!, capabilities: new Set(['accounts'] as const) });
  expect(lockedOutBy(both, 'guan')).toMatch(/您自己的账号/);
  expect(lockedOutBy(both, 'chu')).toBeNull();
  expect(lockedOutBy(both, null)).toBeNull();
});
