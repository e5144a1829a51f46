import { expect, test } from 'vitest';
import { inlineParameters } from '../../../src/query/proof/inline-parameters.ts';

test('values stand in the query as literals, quoted so that they stay values', () => {
  expect(
    inlineParameters('city in ($city_0, $city_1) and quota_exempt = $only_0', {
      city_0: "济南' or 1=1 --",
      city_1: '$city_0',
      only_0: 1,
    })
  ).toBe("city in ('济南'' or 1=1 --', '$city_0') and quota_exempt = 1");
});

test('what is no parameter stays as it is', () => {
  expect(inlineParameters("select '5$' || $x", { y: 1 })).toBe("select '5$' || $x");
});
