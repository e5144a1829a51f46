import { addressesOf } from './documented.ts';
import { readArrow, readCsv, readWorkbook } from './formats.ts';
import { isList, isObject, type Json, type JsonObject } from './json.ts';
import { readPage } from './page.ts';
import type { Answer } from './server.ts';
import type { StandIns } from './stand-ins.ts';

/** An answer of which two servers that mean the same say the same. */
export interface Canonical {
  address: string;
  status: number;
  type: string;
  /** The name it is saved under, and whether it is tagged. */
  headers: JsonObject;
  value: Json;
}

/** Puts an answer into its canonical form, and the address it was asked at. */
export async function canonical(path: string, { status, headers, body }: Answer, standIns: StandIns) {
  const type = headers.get('content-type') ?? '';
  const location = headers.get('location');
  const value = await valueOf(type, body);
  const answer: Canonical = {
    address: standIns(decodeURIComponent(path)),
    status,
    type,
    headers: {
      file: standIns(decodeURIComponent(headers.get('content-disposition') ?? '')),
      location: location === null ? null : standIns(location),
      isTagged: headers.has('etag'),
      version: standIns(headers.get('x-baijing-version') ?? ''),
    },
    value: withStandIns(path === '/api/openapi.json' ? addressesOf(value) : value, standIns),
  };
  return answer;
}

async function valueOf(type: string, body: Buffer): Promise<Json> {
  if (body.length === 0) return null;
  if (type.startsWith('application/json')) return JSON.parse(body.toString()) as Json;
  if (type.startsWith('text/csv')) return readCsv(body.toString());
  if (type.startsWith('text/html')) return readPage(body.toString());
  if (type.startsWith('application/vnd.apache.arrow')) return readArrow(body);
  if (type.includes('spreadsheetml')) return readWorkbook(body);
  return body.toString();
}

/** What tells how a version was made, not what it says. */
const ofItsMaking = ['seconds', 'bytes'];

function withStandIns(value: Json, standIns: StandIns): Json {
  if (typeof value === 'string') return standIns(value);
  if (isList(value)) return value.map((each) => withStandIns(each, standIns));
  if (!isObject(value)) return value;
  const isReceipt = 'fingerprint' in value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      standIns(key),
      isReceipt && ofItsMaking.includes(key) ? null : withStandIns(each, standIns),
    ])
  );
}
