import type { City } from './geography.ts';
import { serialName } from './names.ts';

/**
 * At most so many projects of a batch are led by members of
 * one invented group (the few that break the cap are stories).
 */
const MEMBERS = 5;

const WORDS: Readonly<Record<string, readonly string[]>> = {
  中央驻鲁企业: ['中字头集团'],
  省属国企: ['省属控股集团'],
  民营: ['民营控股集团'],
};

/**
 * The group of the batch's nth lead of an ownership in a city. Groups are filled across cities: firsts of all cities,
 * then seconds, and so on, five to a group; so no group fills up in one city and none needs to be remembered.
 */
export function groupOf(ownership: string, city: City, nth: number): string | null {
  const words = WORDS[ownership];
  if (!words) return null;
  return `示例${serialName(Math.floor((nth * 16 + city.index) / MEMBERS), words)}`;
}
