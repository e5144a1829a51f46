import { isWhole } from '#spec';
import type { Desk } from './desk.ts';
import { readerOf } from './reader-of.ts';
import { listAccounts } from './store/accounts.ts';

/** How far the accounts of an office have come, told from the accounts themselves each time that it is asked. */
export interface Standing {
  /** Who tend accounts, and how many of them have a password of their own by now. */
  administrators: { all: number; ready: number };
  /** Who load for all, likewise. */
  loaders: { all: number; ready: number };
  /** Of each dimension that divides a role by itself: of how many values there are, those that no account is of. */
  divided: { dimension: string; title: string; all: number; without: string[] }[];
}

/** Of an account that cannot sign in, or is of a role that there is not any more, nothing is counted. */
export function standingOf(desk: Desk): Standing {
  const able = listAccounts(desk.store).flatMap((account) => {
    const { capabilities, scope } = readerOf(desk, account);
    return capabilities.size === 0 ? [] : [{ ...account, capabilities, scope }];
  });
  const counted = (found: typeof able) => ({
    all: found.length,
    ready: found.filter(({ mustChange, password }) => password === null || !mustChange).length,
  });
  const dividing = new Set(
    Array.from(desk.roles.values()).flatMap(({ scopedBy }) => (scopedBy.length === 1 ? scopedBy : []))
  );
  return {
    administrators: counted(able.filter(({ capabilities }) => capabilities.has('accounts'))),
    loaders: counted(able.filter(({ capabilities, scope }) => capabilities.has('publish') && isWhole(scope))),
    divided: [...dividing].flatMap((dimension) => {
      const known = desk.scopes.get(dimension);
      if (known === undefined) return [];
      // Whoever is of a part of it is not of all of it.
      const ofAll = able.filter(({ scope }) => Object.keys(scope).every((name) => name === dimension));
      const values = [...known.values.keys()];
      const without = values.filter((value) => !ofAll.some(({ scope }) => scope[dimension]?.includes(value)));
      return [{ dimension, title: known.title, all: values.length, without }];
    }),
  };
}
