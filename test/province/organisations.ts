import { BODIES, creditCode } from './credit-code.ts';
import type { City, County } from './geography.ts';
import { serialName } from './names.ts';
import { random } from './random.ts';
import type { Kind } from './tasks.ts';

export interface Organisation {
  kind: Kind;
  code: string;
  name: string;
  ownership: string;
  group: string | null;
  home: County;
}

/** How many organisations of one kind a city can have before codes run out. */
export const ORGANISATIONS_OF_A_KIND = Math.floor(BODIES / (16 * 3));

const KINDS = ['制造业企业', '服务商', '载体承建单位'] as const;

const OWNERSHIPS: Readonly<Record<Kind, Readonly<Record<string, number>>>> = {
  制造业企业: { 民营: 76, 市属国企: 6, 省属国企: 6, 中央驻鲁企业: 5, 外资: 6, 其他: 1 },
  服务商: { 民营: 80, 市属国企: 4, 省属国企: 6, 中央驻鲁企业: 7, 外资: 1, 其他: 2 },
  载体承建单位: { 民营: 27, 市属国企: 38, 省属国企: 8, 其他: 27 },
};

const TRADES: Readonly<Record<Kind, readonly string[]>> = {
  制造业企业: [
    '智造',
    '机械',
    '化工',
    '纺织',
    '轮胎',
    '食品',
    '重工',
    '铸造',
    '电器',
    '药业',
    '新材料',
    '纸业',
    '船舶',
    '建材',
    '家居',
    '车业',
  ],
  服务商: ['数科', '工联', '云智', '信息技术', '软件', '物联', '网安', '智控'],
  载体承建单位: ['转型促进中心', '工业互联网研究院', '产业服务平台', '数字赋能中心'],
};

const FORMS: Readonly<Record<Kind, readonly string[]>> = {
  制造业企业: ['有限公司', '有限公司', '有限公司', '股份有限公司', '有限责任公司', '集团有限公司'],
  服务商: ['有限公司', '有限公司', '股份有限公司', '科技有限公司'],
  载体承建单位: ['', '', '有限公司'],
};

/**
 * One of the city's organisations of a kind, always the same under
 * its number. Its group is known only where its projects are.
 */
export function organisation(
  seed: string,
  city: City,
  kind: Kind,
  number: number,
  known: { ownership?: string; division?: string } = {}
): Organisation {
  if (number >= ORGANISATIONS_OF_A_KIND)
    throw new Error(`${city.name} has no ${kind} number ${number}: this province is too large`);
  const draw = random(seed, 'organisation', city.code, kind, number);
  const drawn = draw.weighted(OWNERSHIPS[kind]);
  const ownership = known.ownership ?? drawn;
  const home = draw.pick(city.counties);
  const form = draw.pick(FORMS[kind]);
  return {
    kind,
    code: creditCode({
      kind: form !== '' ? '91' : ownership === '其他' ? '52' : '12',
      division:
        known.division ??
        (draw.chance(ownership === '省属国企' ? 0.35 : 0.01) ? '370000' : registeredIn(home, draw.chance(0.7))),
      number: (city.index * KINDS.length + KINDS.indexOf(kind)) * ORGANISATIONS_OF_A_KIND + number,
    }),
    name: `示例${city.short}${serialName(number + 53 * city.index, TRADES[kind])}${form}`,
    ownership,
    group: null,
    home,
  };
}

/** Takes no place of a city's quota. */
export function isStateOwned({ ownership }: Organisation): boolean {
  return ownership === '中央驻鲁企业' || ownership === '省属国企';
}

/**
 * Old firms of 莱芜 still carry the codes of a city that is no more. Functional zones register firms under their city.
 */
function registeredIn(home: County, isOld: boolean): string {
  if (isOld && home.code === '370116') return '371202';
  if (isOld && home.code === '370117') return '371203';
  return home.code;
}
