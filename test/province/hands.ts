import { SYSTEM, type Hand } from './hand.ts';

const hand = (differs: Partial<Hand>): Hand => ({ ...SYSTEM, ...differs });

/** How each city's clerk makes the 项目基本信息表 of 2025, by the city's code. */
const CITIES: Readonly<Record<string, Hand>> = {
  370100: hand({
    encoding: 'gb18030',
    city: 'padded',
    total: '合计',
    hasFoot: true,
    blank: 'cells',
    brackets: '（）',
    amounts: 'grouped',
    days: '2025/3/1',
  }),
  370200: hand({ total: '合计', hasFoot: true, city: 'short', nothing: '—', list: '；' }),
  370300: hand({ encoding: 'utf-8', newline: '\n', isNumbered: true, total: '总计', city: 'office', days: '2025.3.1' }),
  370400: hand({
    encoding: 'gb18030',
    total: '合计',
    hasFoot: true,
    yesNo: ['√', '×'],
    days: '2025/3/1',
    list: '、',
    task: 'number',
  }),
  370500: hand({ days: '2025.3.1', brackets: 'line', total: '合　计', nothing: '/' }),
  370600: hand({ city: 'office', total: '合计', hasFoot: true, task: 'alias' }),
  370700: hand({
    encoding: 'gb18030',
    amounts: 'grouped',
    total: '合计',
    hasFoot: true,
    blank: 'line',
    brackets: '（）',
    nothing: '无',
  }),
  370800: hand({ encoding: 'utf-16le', days: '2025年3月1日', total: '合计', yesNo: ['有', '无'] }),
  370900: hand({ hasFoot: true, days: '2025/3/1', task: 'number' }),
  371000: hand({ encoding: 'utf-8', separator: '\t', newline: '\n', yesNo: ['Y', 'N'] }),
  371100: hand({ unit: '元', amounts: 'grouped', total: '合计', hasFoot: true, brackets: '（）' }),
  371300: hand({
    encoding: 'gb18030',
    days: '2025年3月1日',
    total: '合计',
    hasFoot: true,
    blank: 'cells',
    task: 'alias',
  }),
  371400: hand({ amounts: 'wide', days: '２０２５－０３－０１', total: '合计', brackets: '（）', nothing: '—' }),
  371500: hand({ encoding: 'gb18030', days: '20250301', yesNo: ['1', '0'], total: '总计', hasFoot: true }),
  371600: hand({ encoding: 'utf-8', brackets: 'line', blank: 'line', total: '合计' }),
  371700: hand({ hasFoot: true, city: 'short', days: '2025.3.1' }),
};

/** How the other files are made: by the source's name and the batch, or by the source's name alone. */
const PROVINCE: Readonly<Record<string, Hand>> = {
  'applications 2024-1': hand({
    encoding: 'gb18030',
    amounts: 'grouped',
    brackets: '（）',
    total: '合计',
    hasFoot: true,
    days: '2025/3/1',
  }),
  'applications 2024-2': hand({ total: '合计', blank: 'cells', days: '2025.3.1' }),
  'events 2024-1': hand({ encoding: 'gb18030', days: '2025/3/1', times: 'minutes' }),
  quotas: hand({ total: '合计', hasFoot: true }),
  recommendations: hand({ encoding: 'gb18030', hasFoot: true, city: 'short' }),
  reviews: hand({ encoding: 'gb18030' }),
  acceptances: hand({ amounts: 'grouped', total: '合计', hasFoot: true, brackets: '（）', nothing: '—' }),
  'acceptances 2024-1': hand({ encoding: 'gb18030', amounts: 'grouped', total: '合计', days: '2025年3月1日' }),
  subsidies: hand({ brackets: 'line', total: '合计', blank: 'cells', nothing: '—' }),
  checks: hand({ hasFoot: true }),
  prior_support: hand({ encoding: 'gb18030' }),
};

export function handOfCity(code: string): Hand {
  const found = CITIES[code];
  if (!found) throw new Error(`test/province/hands.ts: nobody writes for city ${code}`);
  return found;
}

export function handOf(source: string, batch = ''): Hand {
  return PROVINCE[`${source} ${batch}`] ?? PROVINCE[source] ?? SYSTEM;
}
