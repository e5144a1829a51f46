/**
 * Radicals that text copied from PDFs has in place of characters (⻘岛市, ⻓清区), and these characters: the property
 * Equivalent_Unified_Ideograph of Unicode for U+2E81–2EF3. The other block of radicals is taken care of by NFKC.
 */
const radicals =
  '⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱' +
  '⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡' +
  '⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳';
const characters =
  '厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓' +
  '罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐' +
  '马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟';

const characterOf = new Map([...radicals].map((radical, at) => [radical, [...characters][at] as string]));

/** A text with everyday characters where it has radicals that look the same. */
export const withoutRadicals = (text: string): string =>
  text.replace(/[\u2e80-\u2eff]/g, (radical) => characterOf.get(radical) ?? radical);
