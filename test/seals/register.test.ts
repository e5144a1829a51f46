import { execFile } from 'node:child_process';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  addKey,
  bytesOf,
  canonical,
  codeOf,
  find,
  idOf,
  isSignedBy,
  makeKey,
  NoKey,
  qrText,
  readHandedIn,
  readKey,
  readRegister,
  readSealed,
  retireKey,
  revokeKey,
  seal,
  sealFile,
  voidPaper,
  type Register,
  type Sealed,
  type Statement,
} from '#seals';
import { openStore, paperStream } from '#store';
import { sized, some } from '../tier.ts';
import { at, draft, room } from './draft.ts';

const digestOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const codeFor = ({ digest }: Sealed): string => codeOf(digest);
const registerOf = (store: Parameters<typeof seal>[0]): Register => readRegister(store.entries(paperStream));
const said = (text: string, register: Register) => find(readHandedIn(text), register).is;

function registerWith(entries: Parameters<typeof readRegister>[0]): Register | null {
  try {
    return readRegister(entries);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

async function sealedRoom() {
  const own = room();
  const key = await own.newKey(1);
  const paper = seal(own.store, draft(), { at: at(2), keys: await own.keys() });
  return { ...own, key, paper };
}

describe('a sealed paper', () => {
  it('is found by its code, by its QR text and by the file beside it', async () => {
    const { store, paper, key } = await sealedRoom();
    const register = registerOf(store);
    for (const text of [paper.code, paper.code.toLowerCase(), qrText(paper), sealFile(paper), `${sealFile(paper)}\n`])
      expect(find(readHandedIn(text), register)).toMatchObject({ is: 'registered', paper: { code: paper.code } });
    expect(paper.statement).toMatchObject({ key, alg: 'ed25519', prev: '', by: '甲', sealedAt: at(2) });
    expect(qrText(paper)).toMatch(/^BJ1\/[0-9A-Z]{32}\/[0-9A-Z]{103}$/);
  });

  it('is accepted with no bit of it turned: not of the file, the QR text or the code', async () => {
    const { store, paper } = await sealedRoom();
    const register = registerOf(store);
    const texts = { file: sealFile(paper), qr: qrText(paper), code: paper.code };
    for (const [name, text] of Object.entries(texts)) {
      const bytes = Buffer.from(text, 'utf8');
      const accepted: string[] = [];
      for (const place of some([...bytes.keys()], sized(400, Number.MAX_SAFE_INTEGER)))
        for (let bit = 0; bit < 8; bit++) {
          const turned = Buffer.from(bytes);
          turned[place] = turned[place]! ^ (1 << bit);
          // What is no UTF-8 any more reads as other letters.
          const other = turned.toString('utf8');
          const found = said(other, register);
          // A code may be typed in another case and with other dashes: it is the same code.
          const isSame = name === 'code' && other.toUpperCase().replaceAll(/[\s_-]/g, '') === text.replaceAll('-', '');
          if (['registered', 'signed'].includes(found) && !isSame)
            accepted.push(`${name} ${place}: ${other.slice(0, 30)}`);
        }
      expect(accepted).toEqual([]);
    }
  });

  it('is accepted with no bit of its line in the register turned, by whoever can write there', async () => {
    const { store, paper } = await sealedRoom();
    const entries = store.entries(paperStream);
    const at = entries.findIndex(({ body }) => body.includes('"event":"sealed"'));
    const bytes = Buffer.from(entries[at]!.body, 'utf8');
    const believed: string[] = [];
    for (const place of some([...bytes.keys()], sized(200, Number.MAX_SAFE_INTEGER)))
      for (let bit = 0; bit < 8; bit++) {
        const turned = Buffer.from(bytes);
        turned[place] = turned[place]! ^ (1 << bit);
        const body = turned.toString('utf8');
        const register = registerWith(entries.with(at, { ...entries[at]!, body }));
        // What cannot be read at all is believed by nobody.
        if (register !== null && said(paper.code, register) === 'registered') believed.push(`${place}: ${body}`);
      }
    expect(believed).toEqual([]);
    expect(said(paper.code, registerWith(entries)!)).toBe('registered');
  });

  it('has a chain: each names the one before it', async () => {
    const { store, paper, keys } = await sealedRoom();
    const next = seal(store, draft({ title: '第二份' }), { at: at(3), keys: await keys() });
    expect(next.statement.prev).toBe(paper.digest);
    expect(store.broken()).toBeNull();
  });

  it('says itself that it was voided, and is never entered twice', async () => {
    const { store, paper } = await sealedRoom();
    voidPaper(store, paper.code, { at: at(4), by: '乙', reason: '印错了单位' });
    const [voided] = registerOf(store).papers;
    expect(voided?.voided).toEqual({ at: at(4), by: '乙', reason: '印错了单位' });
    expect(() => voidPaper(store, paper.code, { at: at(5), by: '乙', reason: '' })).toThrow('已经作废');
    expect(() => voidPaper(store, '000000-000000-000000', { at: at(5), by: '乙', reason: '' })).toThrow('没有');
  });

  it('is in NFC, so that a system on the way that composes letters changes nothing', async () => {
    const { store, keys } = await sealedRoom();
    const paper = seal(store, draft({ title: 'e\u0301 处' }), { at: at(3), keys: await keys() });
    expect(paper.statement.title).toBe('\u00e9 处');
    expect(said(sealFile(paper).normalize('NFC'), registerOf(store))).toBe('registered');
    expect(said(sealFile(paper).normalize('NFD'), registerOf(store))).not.toBe('registered');
  });
});

describe('keys', () => {
  it('are changed twice, and papers of all of them are true', async () => {
    const own = room();
    const papers = [];
    for (const [turn, day] of [1, 11, 21].entries()) {
      const id = await own.newKey(day);
      papers.push(seal(own.store, draft({ title: `第 ${turn} 份` }), { at: at(day + 1), keys: await own.keys() }));
      if (turn < 2) retireKey(own.store, id, { at: at(day + 9), by: '甲' });
    }
    const register = registerOf(own.store);
    expect(new Set(papers.map(({ statement }) => statement.key)).size).toBe(3);
    for (const paper of papers) expect(said(sealFile(paper), register)).toBe('registered');
    expect(register.keys.map(({ until }) => until)).toEqual([at(10), at(20), null]);
    for (const paper of papers) expect(said(paper.code, register)).toBe('registered');
  });

  it('lie where their owner alone reads them, outside the warehouse', async () => {
    const { folder, record } = await sealedRoom();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    const warehouse = join(record, '..');
    for (const within of [warehouse, join(warehouse, 'keys')])
      await expect(makeKey(within, { warehouse, now: at(1) })).rejects.toThrow('不能放在数据仓库里');
  });

  it('sign with no bit of their file turned', async () => {
    const { folder } = await sealedRoom();
    const [name = ''] = readdirSync(folder);
    const bytes = readFileSync(join(folder, name));
    expect(readKey(bytes.toString('utf8'))).not.toBeNull();
    for (const place of bytes.keys())
      for (let bit = 0; bit < 8; bit++) {
        const turned = Buffer.from(bytes);
        turned[place] = turned[place]! ^ (1 << bit);
        expect(readKey(turned.toString('utf8')), `${place}`).toBeNull();
      }
    writeFileSync(join(folder, name), `${bytes.toString('utf8')} `);
    await expect(import('#seals').then(({ keysIn }) => keysIn(folder))).rejects.toThrow('坏了');
  });

  it('that are not on the list sign nothing, wherever they come from', async () => {
    const { store, keys } = await sealedRoom();
    const other = room();
    await makeKey(other.folder, { warehouse: other.record, now: at(1) });
    expect(() => seal(other.store, draft(), { at: at(2), keys: new Map() })).toThrow(NoKey);
    const foreign = await other.keys();
    expect(() => seal(store, draft(), { at: at(2), keys: foreign })).toThrow(NoKey);
    expect((await keys()).size).toBe(1);
  });
});

describe('who would have a paper believed that is not', () => {
  const forger = () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const known = Buffer.from(String(privateKey.export({ format: 'jwk' }).x), 'base64url').toString('hex');
    return {
      alg: 'ed25519' as const,
      id: idOf(known),
      public: known,
      sign: (text: string) => sign(null, Buffer.from(text), privateKey).toString('hex'),
    };
  };
  const forged = (paper: Sealed, about: Partial<Statement>, key = forger()): Sealed => {
    const statement = { ...paper.statement, ...about };
    const text = bytesOf(statement);
    const file = { sealed: { digest: '', public: key.public, signature: key.sign(text), sm3: null }, statement };
    return readSealed(canonical({ ...file, sealed: { ...file.sealed, digest: digestOf(text) } } as never))!;
  };

  it('signs with a key of their own and says so: the key is not on our list', async () => {
    const { store, paper } = await sealedRoom();
    const key = forger();
    const other = forged(paper, { key: key.id, title: '多拨一千万' }, key);
    expect(find(readHandedIn(sealFile(other)), registerOf(store))).toMatchObject({ is: 'key_unchecked' });
  });

  it('signs with a key of their own and names ours: the signature is not of it, and the key that came is not ours', async () => {
    const { store, paper } = await sealedRoom();
    const other = forged(paper, { title: '多拨一千万' });
    expect(said(sealFile(other), registerOf(store))).toBe('signature_wrong');
    expect(said(sealFile({ ...other, public: paper.public }), registerOf(store))).toBe('signature_wrong');
  });

  it('sets our key beside a list of their own that has its id: the first of an id stays', async () => {
    const { store, key } = await sealedRoom();
    const theirs = forger();
    expect(() => addKey(store, { ...theirs, id: key }, { at: at(3), by: '丁' })).toThrow('已经登记过');
    store.append({
      stream: paperStream,
      at: at(3),
      by: '丁',
      body: JSON.stringify({ event: 'key_added', ...theirs, id: key }),
    });
    expect(registerOf(store).keys.map(({ public: known }) => known)).not.toContain(theirs.public);
  });

  it('puts the signature of one paper under another, or the QR code of one on another', async () => {
    const { store, paper, keys } = await sealedRoom();
    const next = seal(store, draft({ title: '另一份' }), { at: at(3), keys: await keys() });
    const register = registerOf(store);
    expect(said(sealFile({ ...next, signature: paper.signature }), register)).toBe('signature_wrong');
    const [mark, digest] = qrText(next).split('/');
    expect(said([mark, digest, qrText(paper).split('/')[2]].join('/'), register)).toBe('signature_wrong');
  });

  it('says another algorithm, none, or an empty signature', async () => {
    const { store, paper } = await sealedRoom();
    const register = registerOf(store);
    for (const alg of ['none', 'sm2-sm3', 'HS256', 'ED25519'])
      expect(said(sealFile(paper).replace('"alg":"ed25519"', `"alg":"${alg}"`), register)).toBe('unreadable');
    for (const signature of ['', '0'.repeat(128), paper.signature.toUpperCase(), `${paper.signature}00`])
      expect(['signature_wrong', 'unreadable']).toContain(said(sealFile({ ...paper, signature }), register));
    expect(
      isSignedBy(paper.text, paper.signature, { alg: 'ed25519', id: paper.statement.key, public: paper.public })
    ).toBe(true);
    const rsa = { alg: 'rsa' as never, id: paper.statement.key, public: paper.public };
    expect(isSignedBy(paper.text, paper.signature, rsa)).toBe(false);
  });

  it('adds the order of the group to the second half of a signature: the same point, another text', async () => {
    const { store, paper } = await sealedRoom();
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    const half = Buffer.from(paper.signature.slice(64), 'hex').reverse().toString('hex');
    const more = (BigInt(`0x${half}`) + order).toString(16).padStart(64, '0');
    const signature = paper.signature.slice(0, 64) + Buffer.from(more, 'hex').reverse().toString('hex');
    expect(said(sealFile({ ...paper, signature }), registerOf(store))).toBe('signature_wrong');
  });

  it('writes a name twice, another order, a space, a number of another look', async () => {
    const { store, paper } = await sealedRoom();
    const file = sealFile(paper);
    const register = registerOf(store);
    for (const other of [
      file.replace('"title":"名额使用"', '"title":"多拨","title":"名额使用"'),
      file.replace('{"sealed"', '{ "sealed"'),
      file.replace('"seal":1', '"seal":1.0'),
      file.replace('名额使用', '\\u540d额使用'),
      `\ufeff${file.slice(0, -1)},"more":1}`,
      JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(file) as object).reverse())),
    ])
      expect(said(other, register), other.slice(0, 40)).toBe('unreadable');
  });

  it('has lost a key: what was entered before is true, what is made with it afterwards is not', async () => {
    const { store, paper, keys, key } = await sealedRoom();
    const held = await keys();
    revokeKey(store, key, { at: at(5), by: '甲', reason: '丢了' });
    expect(said(paper.code, registerOf(store))).toBe('registered');
    expect(() => seal(store, draft(), { at: at(6), keys: held })).toThrow(NoKey);
    // Dated before, and signed with the real key, but in no register.
    const backdated = forged(paper, { title: '倒签', sealedAt: at(2) }, held.get(key)! as never);
    expect(find(readHandedIn(sealFile(backdated)), registerOf(store))).toMatchObject({ is: 'key_unchecked' });
    // The same by whoever can write to the record.
    const line = {
      event: 'sealed',
      code: codeFor(backdated),
      digest: backdated.digest,
      sm3: null,
      signature: backdated.signature,
      statement: backdated.text,
    };
    store.append({ stream: paperStream, at: at(6), by: '丁', body: JSON.stringify(line) });
    expect(said(codeFor(backdated), registerOf(store))).toBe('key_unchecked');
  });

  it('changes what the register says: the chain breaks, and the line is not believed', async () => {
    const { store, paper } = await sealedRoom();
    const entries = store
      .entries(paperStream)
      .map((entry) => ({ ...entry, body: entry.body.replace('名额使用', '多拨使用') }));
    expect(find(readHandedIn(paper.code), readRegister(entries))).toMatchObject({ is: 'signature_wrong' });
  });

  it('shows a paper of somebody else, or none', async () => {
    const { store } = await sealedRoom();
    const other = await sealedRoom();
    expect(said(other.paper.code, registerOf(store))).toBe('unknown');
    expect(said(qrText(other.paper), registerOf(store))).toBe('unknown');
    for (const text of ['', 'https://baijing.example.gov.cn/verify?code=1', '{}', 'BJ2/0/0', 'BJ1//'])
      expect(said(text, registerOf(store))).toBe('unreadable');
  });
});

describe('killed while it seals', () => {
  it('the register holds all of a paper or nothing of it', async () => {
    const own = room();
    await own.newKey(1);
    own.store.close();
    const kills = sized(2, 40);
    let told = 0;
    for (let turn = 0; turn < kills; turn++) {
      const child = execFile(process.execPath, [join(import.meta.dirname, 'seal-on.ts'), own.record, own.folder]);
      let out = '';
      child.stdout?.on('data', (piece: string) => {
        out += piece;
        // Killed at another moment each time, once it seals.
        if (out.split('\n').length > 2 + (turn % 5)) setTimeout(() => child.kill('SIGKILL'), (turn * 7) % 13);
      });
      await new Promise((resolve) => child.once('exit', resolve));
      told += out.trim().split('\n').filter(Boolean).length;
      const store = openStore(own.record);
      expect(store.broken()).toBeNull();
      const { papers } = registerOf(store);
      // Whatever was told to be sealed is there; each is whole and names the one before it.
      expect(papers.length).toBeGreaterThanOrEqual(told);
      for (const [place, paper] of papers.entries()) {
        expect(said(sealFile(paper), registerOf(store))).toBe('registered');
        expect(paper.statement.prev).toBe(papers[place - 1]?.digest ?? '');
      }
      told = papers.length;
      store.close();
    }
    expect(told).toBeGreaterThan(kills);
  }, 120_000);
});
