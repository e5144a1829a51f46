import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { Archive } from './archive.ts';
import { limits } from './limits.ts';
import { asWorkbookError, WorkbookError, resave, resend } from './workbook-error.ts';

export type Attributes = Readonly<Record<string, string>>;

/** Depth counts from the root, which is 1. */
export interface XmlHandler {
  /** Takes out of the text what need not be parsed. */
  trim?(texts: AsyncIterable<string>): AsyncIterable<string>;
  open?(name: string, attributes: Attributes, depth: number): void;
  text?(text: string): void;
  close?(name: string, depth: number): void;
  /** What lies in elements of other namespaces, under the names of those; without it they are passed over. */
  foreign?: Pick<XmlHandler, 'open' | 'text' | 'close'>;
}

/**
 * Walks one XML part strictly: well-formed, UTF-8 or UTF-16, no DTD. Names are those of the root's own namespace,
 * without its prefix; elements of other namespaces are passed over with all that is in them, or handed to `foreign`.
 * Yields after each piece, so that the caller may hand on what it has.
 */
export async function* walkXml(
  archive: Archive,
  part: string,
  root: string,
  handler: XmlHandler
): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let prefix: string | null = null;
  let depth = 0;
  /** Where an element of another namespace began that is still open; else Infinity. */
  let passedOver = Infinity;
  const isForeign = (name: string) =>
    prefix === null || !name.startsWith(prefix) || (prefix === '' && name.includes(':'));
  const localName = (name: string) => name.slice(name.indexOf(':') + 1);
  const refuse = (problem: string) => new WorkbookError(`部件 ${part} ${problem}`, resave);

  parser.on('doctype', () => {
    throw refuse('里有 DTD 声明，可能是攻击，不予读取');
  });
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding && !/^(utf-?8|utf-?16(le|be)?|us-ascii)$/i.test(encoding))
      throw refuse(`声明了编码 ${encoding}，应为 UTF-8`);
  });
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    if (++depth > limits.depth) throw refuse(`嵌套超过 ${limits.depth} 层`);
    if (prefix === null) {
      prefix = name.slice(0, name.indexOf(':') + 1);
      if (name !== prefix + root) throw refuse(`的根元素是 ${name}，应为 ${root}`);
    }
    if (isForeign(name)) passedOver = Math.min(passedOver, depth);
    if (passedOver === Infinity) handler.open?.(name.slice(prefix.length), attributes, depth);
    else handler.foreign?.open?.(localName(name), attributes, depth);
  });
  const tell = (text: string) => {
    if (passedOver === Infinity) handler.text?.(text);
    else handler.foreign?.text?.(text);
  };
  parser.on('text', tell);
  parser.on('cdata', tell);
  parser.on('closetag', ({ name }) => {
    if (passedOver === Infinity) handler.close?.(name.slice(prefix!.length), depth);
    else handler.foreign?.close?.(localName(name), depth);
    if (passedOver === depth) passedOver = Infinity;
    depth--;
  });

  try {
    const texts = decode(archive.bytes(part));
    for await (const text of handler.trim?.(texts) ?? texts) {
      parser.write(text);
      yield;
    }
    parser.close();
    yield;
  } catch (error) {
    throw asWorkbookError(error, `文件已损坏（部件 ${part} 的 XML 有误）`, resend);
  }
}

/** The text of a part, by its mark of UTF-16 or as UTF-8. */
export async function* decode(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  for await (const chunk of bytes) {
    decoder ??= new TextDecoder(
      chunk[0] === 0xff && chunk[1] === 0xfe
        ? 'utf-16le'
        : chunk[0] === 0xfe && chunk[1] === 0xff
          ? 'utf-16be'
          : 'utf-8',
      { fatal: true }
    );
    yield decoder.decode(chunk, { stream: true });
  }
  yield decoder?.decode() ?? '';
}

/** Walks a part to its end. */
export async function readXml(archive: Archive, part: string, root: string, handler: XmlHandler): Promise<void> {
  for await (const _ of walkXml(archive, part, root, handler)) void _;
}
