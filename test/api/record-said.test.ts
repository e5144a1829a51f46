import { expect, test } from 'vitest';
import { detailsSaid } from '../../src/api/routes/record-said.ts';

test('of what was sealed and packed the record tells who may see no rows neither words nor numbers', () => {
  const same = (name: string) => name;
  const titles = { role: same, rule: same, metric: same, parameter: same };
  const said = (stream: string, body: object, hasRows: boolean) =>
    detailsSaid({ stream, body: JSON.stringify(body) }, { hasRows, titles });
  const statement = JSON.stringify({ title: '济南市 2025 批次', version: 'v', numbers: [{ printed: '17' }] });
  const sealed = { event: 'sealed', code: 'ABCD', digest: 'd', sm3: null, signature: 's', statement };
  expect(said('papers', sealed, false)).toBe('校验码 ABCD；1 个数；版本 v');
  expect(said('papers', sealed, true)).toBe('校验码 ABCD；济南市 2025 批次；1 个数；版本 v');
  const voided = { event: 'voided', code: 'ABCD', reason: '甲公司的数写错' };
  expect([said('papers', voided, false), said('papers', voided, true)]).toEqual([
    '校验码 ABCD',
    '校验码 ABCD；原因：甲公司的数写错',
  ]);
  expect(said('papers', { event: 'key_retired', id: 'k1' }, false)).toBe('钥匙 k1');
  const packed = { event: 'packaged', version: 'v', what: 'city=济南市', seal: '0123456789abcdef' };
  expect(said('use', packed, false)).toBe('版本 v；封条 0123456789ab…');
  expect(said('use', packed, true)).toBe('版本 v；装的是 city=济南市；封条 0123456789ab…');
});
