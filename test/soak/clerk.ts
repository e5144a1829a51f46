import { setTimeout as sleep } from 'node:timers/promises';
import { application, applications, type Json } from '../api/uploading.ts';
import { run } from '../command.ts';
import { ask } from './ask.ts';
import { childrenOf } from './process.ts';
import type { Random } from '../xlsx/seeded.ts';
import type { Report } from './report.ts';

export interface Office {
  address: string;
  authorization: string;
  pid: number;
  warehouse: string;
  until: number;
  random: Random;
  report: Report;
}

/** What was handed in and acknowledged as published: the version that must hold it ever after. */
export type Acknowledged = Map<string, string>;

const headersOf = ({ authorization }: Office) => ({ authorization });

/** A busy server says 503 and is asked again, as people do. */
async function insist(office: Office, path: string, method = 'GET', how = {}): Promise<Json> {
  for (let attempt = 0; attempt < 60; attempt++) {
    const { status, body, fault } = await ask(office.address + path, { method, headers: headersOf(office), ...how });
    if (fault === null && status !== 503) return JSON.parse(body);
    if (fault !== null) {
      office.report.fault(`${method} ${path}: ${fault}`);
      return null;
    }
    await sleep(1000);
  }
  office.report.fault(`${method} ${path}: refused for a minute`);
  return null;
}

async function send(office: Office, name: string, text: string): Promise<Json> {
  const boundary = 'soak';
  return insist(office, '/api/uploads', 'POST', {
    headers: { ...headersOf(office), 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\n\r\n${text}\r\n--${boundary}--\r\n`,
  });
}

/** Hands in one project after another, and loads each; a load whose process was ended is asked for again. */
export async function handIn(office: Office): Promise<Acknowledged> {
  const acknowledged: Acknowledged = new Map();
  for (let at = 1; Date.now() < office.until; at++) {
    const upload = await send(office, `项目基本信息表_加载${at}.csv`, applications(application(`SOAK${at}`)));
    if (upload === null) continue;
    office.report.count('handed in');
    const version = await publish(office, upload.id);
    if (version === null) office.report.fault(`upload ${upload.id} was never published`);
    else acknowledged.set(upload.id, version);
    await sleep(2000);
  }
  return acknowledged;
}

async function publish(office: Office, id: string): Promise<string | null> {
  for (let attempt = 1; attempt <= 40; attempt++) {
    if ((await insist(office, `/api/uploads/${id}/load`, 'POST')) === null) return null;
    for (;;) {
      await sleep(500);
      const { version, load } = (await insist(office, `/api/uploads/${id}`)) ?? {};
      if (version) return (office.report.count('published by upload'), version);
      if (load && ['queued', 'running'].includes(load.state)) continue;
      const reasons = load?.result?.reasons ?? [];
      if (load?.state === 'done' && !/另一个导入|刚刚发布/.test(reasons.join())) {
        office.report.fault(`upload ${id}: ${reasons.join()}`);
        return null;
      }
      office.report.count(load?.state === 'done' ? 'load met another one' : 'load lost its process');
      break;
    }
  }
  return null;
}

/** Builds the version that is served once more, beside everything. It may find the warehouse busy. */
export async function rebuildNow(office: Office, every: number): Promise<void> {
  while (Date.now() < office.until) {
    await sleep(Math.min(every, Math.max(0, office.until - Date.now())));
    const { code, stdout, stderr } = await run('rebuild', '--warehouse', office.warehouse);
    const said = stdout + stderr;
    if (code === 0) office.report.count('rebuilt');
    else if (/另一个导入|刚刚发布/.test(said)) office.report.count('rebuild found another load running');
    else office.report.fault(`rebuild ended with ${code}: ${said.slice(-300)}`);
  }
}

/** Ends a process that works for the server, at any moment of its work. */
export async function endByForce(office: Office, every: number): Promise<void> {
  while (Date.now() < office.until) {
    await sleep(office.random.below(2 * every));
    const [worker] = childrenOf(office.pid);
    if (worker === undefined) continue;
    process.kill(worker, 'SIGKILL');
    office.report.count('worker ended by force');
  }
}
