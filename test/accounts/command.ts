import type { AccountOptions } from '#tasks/accounts.ts';

/** A line of `npm run account` that says nothing yet. */
export const noAccount: Omit<AccountOptions, 'warehouse'> = {
  name: null,
  role: null,
  scope: null,
  title: null,
  office: null,
  isMeant: false,
};
