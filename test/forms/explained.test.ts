import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Proof } from '#spec';
import { openSample } from '../api/sample.ts';
import { partsOf } from '../clerks/marked/parts.ts';
import { some } from '../tier.ts';
import { closeVersions, fillForm, filtersFor } from './filling.ts';

const warehouse = inject('sampleWarehouse');
let sample: Awaited<ReturnType<typeof openSample>>;
beforeAll(async () => void (sample = await openSample(warehouse)));
afterAll(async () => {
  await sample.close();
  await closeVersions();
});

/** The numbers that the account of a form lists, each with its address. */
async function accountOf(name: string): Promise<{ value: number; address: string }[]> {
  const parts = await partsOf((await fillForm(warehouse, name, { filters: filtersFor(name) })).bytes);
  const account = [...parts.values()].find((xml) => xml.includes('出表说明（系统生成'))!;
  return Array.from(
    account.matchAll(/<v>([^<]*)<\/v><\/c><c r="D\d+"[^>]*><is><t[^>]*>(\/explain[^<]*)</g),
    ([, value, address = '']) => ({ value: Number(value), address: address.replaceAll('&amp;', '&') })
  );
}

/** How a number of a form is written: as it is, in 万元, in percent. */
const units = [1, 10_000, 0.01];

test.each(['推荐汇总表', '项目基本信息表', '验收结果汇总表', '资金分配拨付汇总表', '绩效自评表'])(
  'every address in the account of %s answers the number of its cell',
  async (name) => {
    const numbers = await accountOf(name);
    expect(numbers.length).toBeGreaterThan(9);
    for (const { value, address } of some(numbers, 4)) {
      const proof = (await sample.app.inject({ url: `/api${address}&limit=0` })).json<Proof>();
      const meant = units
        .map((unit) => value * unit)
        .filter((each) => Math.abs(each - (proof.value ?? NaN)) <= 1e-9 * Math.abs(each));
      expect(meant, `${address} ${value} ${JSON.stringify(proof).slice(0, 200)}`).not.toEqual([]);
      expect(proof.recomputed?.agrees).toBe(true);
    }
  }
);
