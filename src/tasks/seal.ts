import { randomBytes } from 'node:crypto';
import { basename, join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createApp } from '#api';
import { seat } from '#access';
import { recordFile, withRecord } from '#pipeline';
import { readDashboards } from '#query';
import {
  addKey,
  beijingTime,
  fingerprintOf,
  keysIn,
  makeKey,
  readRegister,
  retireKey,
  revokeKey,
  voidPaper,
  type Register,
} from '#seals';
import { followDecisions, openStore, paperStream } from '#store';
import { followWarehouse } from '#warehouse';
import type { Told } from '#environment/terminal.ts';
import { briefs, program, root } from '#environment/content.ts';

/** Where seals are kept, and what is said of them. */
export interface Sealing {
  warehouse: string;
  /** The folder of the keys that sign papers; null: beside the warehouse. */
  keys: string | null;
  /** Whose seal it is. */
  office?: string | null;
}

export interface SealOptions extends Sealing {
  /** The words behind `seal`. */
  words: readonly string[];
  by: string | null;
  reason: string | null;
  path: string | null;
  title: string | null;
  recipient: string | null;
  version: string | null;
}

/** The papers and keys of a warehouse. */
export const registerOf = (warehouse: string): Register => {
  const path = recordFile(warehouse);
  if (!existsSync(path)) return { papers: [], keys: [] };
  const store = openStore(path, { readOnly: true });
  try {
    return readRegister(store.entries(paperStream));
  } finally {
    store.close();
  }
};

const keysOf = (warehouse: string, keys: string | null): string => keys ?? `${warehouse}-keys`;

const spaced = (hex: string): string => hex.replace(/(.{8})(?=.)/g, '$1 ');

/** What `npm run seal -- <words>` does. */
export async function sealCommand(options: SealOptions): Promise<Told | string> {
  const [verb = '', second = null] = options.words;
  if (verb === 'key') return keyCommand(options, second);
  const { warehouse } = options;
  if (verb === 'list') {
    const { papers } = registerOf(warehouse);
    const answer = papers.map(({ code, statement: { title, version, sealedAt, by }, voided }) => ({
      code,
      title,
      version,
      sealedAt,
      by,
      voided,
    }));
    return {
      answer,
      lines: [
        ...answer.map(
          (each) =>
            `${each.code}　${each.sealedAt.slice(0, 16)}　${each.title}　${each.by}${each.voided ? '　作废' : ''}`
        ),
        `共 ${answer.length} 份`,
      ],
    };
  }
  if (verb === 'void') {
    if (second === null || options.reason === null) return 'seal void 要写明校验码和 --reason 为什么';
    const { by, reason } = options;
    await withRecord(warehouse, async (store) => voidPaper(store, second, { at: beijingTime(), by, reason: reason! }));
    return { answer: { code: second, voided: true }, lines: [`${second} 已作废`] };
  }
  if (verb === 'page') {
    if (options.path === null || options.by === null) return 'seal page 要写明 --path /页面 和 --by 姓名';
    const { path, title, recipient, by, version } = options;
    const body = { path, by, ...(title && { title }), ...(recipient && { recipient }), ...(version && { version }) };
    return asked(options, 'POST', '/api/papers', body, (told) => [`已签章：${String(told.code)}`]);
  }
  return 'seal 后面要写 key、page、list 或 void';
}

async function keyCommand(
  { warehouse, keys: said, by, reason, words }: SealOptions,
  verb: string | null
): Promise<Told | string> {
  const folder = keysOf(warehouse, said);
  const at = beijingTime();
  const id = words[2] ?? null;
  if (verb === 'new') {
    const key = await makeKey(folder, { warehouse, now: at });
    await withRecord(warehouse, async (store) => {
      addKey(store, key, { at, by });
      // A new key takes the place of the one before: that one signs nothing more, and what it signed stays true.
      for (const { id: other, until } of readRegister(store.entries(paperStream)).keys)
        if (other !== key.id && until === null) retireKey(store, other, { at, by });
    });
    const fingerprint = fingerprintOf(key.public);
    return {
      answer: { ...key, fingerprint, folder },
      lines: [
        `新钥匙 ${key.id}，在 ${folder}（只有本账号能读；不要放进数据仓库，请另行备份）`,
        '公钥指纹，请打印一份存档，核对时用：',
        `  ${spaced(fingerprint)}`,
      ],
    };
  }
  const { keys } = registerOf(warehouse);
  if (verb === 'list') {
    const held = await keysIn(folder);
    const answer = keys.map((key) => ({ ...key, fingerprint: fingerprintOf(key.public), isAtHand: held.has(key.id) }));
    const stateOf = (key: (typeof answer)[number]) =>
      key.revoked
        ? `作废：${key.revoked.reason}`
        : key.until
          ? `停用于 ${key.until.slice(0, 10)}`
          : key.isAtHand
            ? '在用'
            : '私钥不在这里';
    return {
      answer,
      lines: [
        ...answer.map((key) => `${key.id}　${key.from.slice(0, 10)} 起　${stateOf(key)}\n  ${spaced(key.fingerprint)}`),
        `共 ${answer.length} 把`,
      ],
    };
  }
  if (verb === 'revoke' || verb === 'retire') {
    if (id === null || (verb === 'revoke' && reason === null))
      return `seal key ${verb} 要写明钥匙的编号${verb === 'revoke' ? '和 --reason 为什么' : ''}`;
    await withRecord(warehouse, async (store) =>
      verb === 'retire' ? retireKey(store, id, { at, by }) : revokeKey(store, id, { at, by, reason: reason! })
    );
    return {
      answer: { id },
      lines: [`钥匙 ${id} 已${verb === 'retire' ? '停用，签过的仍然算数' : '作废，作废以前登记的仍然算数'}`],
    };
  }
  return 'seal key 后面要写 new、list、retire 或 revoke';
}

/** What `npm run verify -- CODE|FILE|TEXT` says. */
export async function verifyCommand(options: Sealing, given: string, address: string | null): Promise<Told> {
  const text = existsSync(given) ? await readFile(given, 'utf8') : given;
  return asked(options, 'POST', '/api/verify', { text, ...(address && { address }) }, (told) => [
    ...(existsSync(given) ? [`${basename(given)}：`] : []),
    String(told.sentence),
  ]);
}

/** Asks the door that pages ask, in this process: what a terminal says is what a page says. */
export async function asked(
  { warehouse: folder, keys, office }: Sealing,
  method: 'GET' | 'POST',
  url: string,
  body: object | null,
  say: (told: Record<string, unknown>) => string[]
): Promise<Told> {
  const warehouse = await followWarehouse(folder, { log: () => undefined });
  const decisions = followDecisions(recordFile(folder));
  const read = await readDashboards(join(root, 'dashboards'));
  const token = randomBytes(24).toString('base64url');
  const app = await createApp({
    warehouse,
    dashboards: async () => read,
    briefs,
    decisions,
    seals: { keys: keysOf(folder, keys), office: office ?? '本单位' },
    // What a comparison is made with is there before it is asked for.
    comparisons: { worker: async () => null, program },
    reader: () => seat,
    writes: { token, refusal: null },
  });
  try {
    const headers = { host: '127.0.0.1', 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const payload = body === null ? {} : { payload: JSON.stringify(body) };
    const response = await app.inject({ method, url, headers, ...payload });
    const told = response.json<Record<string, unknown>>();
    const { error } = told as { error?: { message: string } };
    if (error) return { answer: told, lines: [error.message], isRefused: true };
    return { answer: told, lines: say(told), isRefused: told.isTrue === false };
  } finally {
    await app.close();
    decisions.close();
    warehouse.close();
  }
}
