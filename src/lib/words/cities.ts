/** The page of a city, and where its list is cut off. */
export const cityWords = {
  ownCity: '本市',
  toCities: '各市',
  citiesNote: '点一个市，看它的名额线、县区、验收、资金和要办的事。',
  unknownCity: (city: string) => `没有“${city.slice(0, 20)}”，或者不在您的权限内。`,
  switchCity: '换一个市看',
  onThisPage: '本页各图表',
  ofWhat: '属于',
  formsOf: '出表',
  formNeeds: '先选定一个批次',
  defectsOf: (city: string) => `${city}的行里要改的`,
  defectsOfNote: (shown: number, total: number) =>
    total === 0
      ? '当前版本的文件里，没有找到属于它的问题。'
      : `当前版本里共 ${total} 条${total > shown ? `，先列 ${shown} 条` : ''}，全部批次的；自己交的表照“怎么办”改好，原样交回来，别处交的告诉交表的单位。`,
  allOfThem: '看全部，下载，改标注件',
  notInCount: '不数在内',
  eitherSide: '未定',
  cutoffLine: (at: string, { places, isOpen, free }: { places: string; isOpen: boolean; free: number }) =>
    isOpen && free < 0
      ? `${places} ${at} 个：线在它附近，底下有斜纹的在哪一边定不了`
      : `${places} ${at} 个${free > 0 ? `，线以上还空 ${free} 个` : ''}`,
  cutoff: ({ places, taken, outside, open, named }: CutoffCounts) => {
    if (taken === null) return `哪些不占名额，通知还没有录入：占了几个未知，没有线可画。`;
    if (places === null) return `${named.places}未导入，没有线可画；${named.taken} ${taken} 个。`;
    const full = `${named.places} ${places} 个，${named.taken} ${taken} 个，`;
    if (taken < places) return `${full}还空 ${places - taken} 个，没有在线外的。`;
    if (taken === places) return `${full}正好占满；再推荐一个占名额的就超出。`;
    const told = [outside > 0 ? `在线外的 ${outside} 个` : '', open > 0 ? `在哪一边定不了的 ${open} 个` : ''].filter(
      (each) => each !== ''
    );
    const where = told.length > 0 ? `：${told.join('，')}` : '';
    return `${full}超出 ${taken - places} 个${where}。线内每退回一个，线外第一个就补上。`;
  },
  measure: '指标',
  placeAmong: (all: number | null) => (all === null ? '位次' : `${all} 个里的位次`),
  place: (place: number, alike: number) => (alike > 1 ? `并列第 ${place}` : `第 ${place}`),
  /** Among how many of whom the number is told or known, where that is not all of them. */
  among: (known: number, isWithheld: boolean) => `${isWithheld ? '公开的' : '知道的'} ${known} 个`,
  medianOf: (all: number | null) => (all === null ? '中位数' : `${all} 个的中位数`),
  medianRests: (known: number, all: number, isWithheld: boolean) =>
    `${all} 个${known < all ? `里${isWithheld ? '公开' : '知道'}的 ${known} 个` : ''}的中位数；点开看全部`,
  besideNone: (title: string) => `没有选定一个${title}：只列中位数。`,
  besidePeers: (areNamed: boolean, size: string, peers: readonly string[], among: number | null) =>
    peers.length === 0
      ? '没有可以并列的。'
      : areNamed
        ? `并列的是选定的${peers.join('、')}。`
        : `并列的是${among === null ? '' : `${size}公开的 ${among} 个里，`}${size}最接近的${peers.join('、')}，含没有提交的。`,
  choosePeers: (title: string, most: number) => `换并列的${title}（最多 ${most} 个）`,
  compare: '并列',
} as const;

/** How full a list is: so many places, so many taken, and of those that are too many, where they stand. */
interface CutoffCounts {
  places: number | null;
  taken: number | null;
  outside: number;
  open: number;
  /** What the two are called. */
  named: { places: string; taken: string };
}
