import { basename, resolve } from 'node:path';
import type { ParseArgsOptionsConfig } from 'node:util';
import dimensions from '#dimensions';
import { isVersion } from '#warehouse';
import { root } from '#environment/content.ts';
import { dataFolder } from '#environment/data-folder.ts';
import { misused } from '#environment/misuse.ts';
import { tenantAt } from '#environment/tenant.ts';

/** What a line says, by the switch that says it. */
export type Said = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

/** Something that a command is told: by which switches, of the name that it has there, and what they come to. */
export interface Option<T> {
  switches(name: string): ParseArgsOptionsConfig;
  /** A Misuse says what is wrong with it. */
  read(said: Said, name: string): T;
}

/** By one switch, with a text behind it. */
export const one = <T>(read: (text: string | undefined, name: string) => T): Option<T> => ({
  switches: (name) => ({ [name]: { type: 'string' } }),
  read: (said, name) => read(said[name] as string | undefined, name),
});

/** As it is written; null where nothing is said. */
export const text = one((said) => said ?? null);

/** An empty text is nothing. */
export const filled = one((said) => said || null);

/** What people write: without what stands around it, and no longer than that. */
export const trimmed = (most?: number) => one((said) => said?.trim().slice(0, most) || null);

/** A path of this machine, from where the command was typed. */
export const path = one((said) => (said === undefined ? null : resolve(said)));

export const flag: Option<boolean> = {
  switches: (name) => ({ [name]: { type: 'boolean' } }),
  read: (said, name) => said[name] === true,
};

/** May be said again and again. */
export const several: Option<string[]> = {
  switches: (name) => ({ [name]: { type: 'string', multiple: true } }),
  read: (said, name) => [said[name] ?? []].flat().map(String),
};

export const day = one((said, name) => {
  if (said === undefined) return null;
  const time = /^\d{4}-\d\d-\d\d$/.test(said) ? new Date(`${said}T00:00:00Z`) : new Date(Number.NaN);
  if (Number.isNaN(time.getTime()) || time.toISOString().slice(0, 10) !== said)
    misused(`--${name} 要写成 2026-06-30 这样的日期（写的是 ${said}）`);
  return said;
});

export const version = one((said, name) => versionOf(said, `--${name}`));

/** A version as it is called where it stands. */
export function versionOf(said: string | undefined, called: string): string | null {
  if (said !== undefined && !isVersion(said))
    misused(`${called} 要写成 20261123T090000-1a2b3c4d 这样的版本号（写的是 ${said}）`);
  return said ?? null;
}

export const webAddress = one((said, name) => {
  if (said !== undefined && !/^https?:\/\/[^\s/?#]+(\/[^\s?#]*)?$/.test(said))
    misused(`--${name} 要写成 http://127.0.0.1:3000 这样的网址（写的是 ${said}）`);
  return said ?? null;
});

export const count = (least: number) =>
  one((said, name) => {
    if (said === undefined) return undefined;
    if (!/^\d{1,6}$/.test(said) || Number(said) < least)
      misused(`--${name} 要是不小于 ${least} 的整数（写的是 ${said}）`);
    return Number(said);
  });

/** So much memory. */
export const bytes = one((said, name) => {
  if (said === undefined) return undefined;
  const [, amount = '', unit = ''] = /^(\d{1,6}(?:\.\d+)?)\s*([MG])B?$/i.exec(said.trim()) ?? [];
  const found = Number(amount) * (unit.toUpperCase() === 'G' ? 2 ** 30 : 2 ** 20);
  if (!(found >= 2 ** 28)) misused(`--${name} 要写成 4GB、800MB 这样的大小，不小于 256MB（写的是 ${said}）`);
  return found;
});

/** Where the data are, where no province has its own: what is said, else those of this machine. */
export const warehouseHere = one((said) => resolve(said ?? dataFolder()));

/** Where the data are: what is said, else those of the province (`--tenant`), else those of this machine. */
export const warehouse: Option<string> = {
  switches: () => ({ warehouse: { type: 'string' }, tenant: { type: 'string' } }),
  read({ warehouse, tenant }) {
    const own = typeof tenant === 'string' ? tenantAt(tenant, root) : undefined;
    return resolve((warehouse as string | undefined) ?? own ?? dataFolder());
  },
};

/** What the versions are called elsewhere: what is said, else the folder of the province. */
export const called: Option<string | null> = {
  switches: () => ({ called: { type: 'string' }, tenant: { type: 'string' } }),
  read: ({ called, tenant }) =>
    (called as string | undefined)?.trim() || (tenant ? basename(resolve(String(tenant))) : null),
};

/** `--budget-year` filters by budget_year. */
export const filters: Option<Record<string, string[]>> = {
  switches: () =>
    Object.assign({}, ...filtering.map(({ dashed }) => several.switches(dashed))) as ParseArgsOptionsConfig,
  read: (said) =>
    Object.fromEntries(
      filtering.flatMap(({ name, dashed }) => (dashed in said ? [[name, several.read(said, dashed)]] : []))
    ),
};

const filtering = Object.keys(dimensions).map((name) => ({ name, dashed: name.replaceAll('_', '-') }));
