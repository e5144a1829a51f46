import { inflateRawSync } from 'node:zlib';
import { tableFromIPC } from 'apache-arrow';

/** All that an answer says, as text: headers, body, the parts of workbooks, the values of tables. */
export function textsOf(headers: Readonly<Record<string, unknown>>, body: Buffer): string[] {
  const type = String(headers['content-type'] ?? '');
  const told = Object.entries(headers).map(([name, value]) => `${name}: ${plain(String(value))}`);
  if (body.subarray(0, 2).toString('latin1') === 'PK') return [...told, ...partsOf(body)];
  if (type.includes('arrow')) return [...told, written(tableFromIPC(body).toArray())];
  const text = body.toString('utf8');
  return [...told, text, ...(text.includes('%E') ? [plain(text)] : [])];
}

const written = (rows: unknown): string =>
  JSON.stringify(rows, (_name, value: unknown) => (typeof value === 'bigint' ? String(value) : value));

const plain = (text: string): string =>
  text.replaceAll(/(?:%[0-9A-F]{2})+/gi, (part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  });

/** The parts of a zip, each behind its name, as its directory tells of them. */
function partsOf(bytes: Buffer): string[] {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  return Array.from({ length: count }, () => {
    const [method, packed] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(start, start + packed);
    const title = bytes.toString('utf8', at + 46, at + 46 + name);
    at += 46 + name + extra + comment;
    return `${title}\n${(method === 8 ? inflateRawSync(data) : data).toString('utf8')}`;
  });
}
