import { capabilities } from '#spec';

/** The furniture of the pages about signing in and accounts, in words. */
export const words = {
  name: '账号',
  password: '密码',
  enter: '登录',
  left: '已退出。',
  already: '已经登录。',
  toFirst: '进入百景',
  firstTime: '第一次登录怎么做',
  help: '忘了密码、换了手机，请找本单位的百景管理员重置；管理员自己进不来，在服务器上 npm run account -- reset 账号。',
  provider: '用统一身份认证登录',
  code: '动态口令',
  codeNote: '手机上动态口令程序现在显示的 6 位数字',
  goOn: '继续',
  startAgain: '换一个账号',

  own: '我的账号',
  role: '角色',
  scope: '范围',
  everything: '不限',
  office: '单位',
  passwordAt: '密码设于',
  mustChange: '这个密码是别人给的，请先换成自己的，再往下用。',
  tooOld: '密码用得太久了，请先换一个，再往下用。',
  mustHaveFactor: '您的权限要求再设动态口令，设好以后才能往下用。',
  changePassword: '换密码',
  present: '现在的密码',
  next: '新密码',
  again: '再写一次新密码',
  passwordNote: (least: number) =>
    `至少 ${least} 位，可以是一句话；常见的词、账号、姓名和单位的名字、连续和重复的字符都不算数，去掉以后剩得太少的不收。换了以后，别处的登录都会退出。`,
  factor: '动态口令',
  factorNote:
    '密码被别人知道了，没有您的手机也进不来。用任何一种动态口令（TOTP）手机程序，如 Microsoft Authenticator、FreeOTP，不用联网。',
  hasFactor: '已经设好，登录时要输入。',
  beginFactor: '设置动态口令',
  scan: '用手机程序扫这个图，或手工输入密钥，再把它显示的 6 位数字填在下面。',
  secret: '密钥',
  confirm: '启用',
  remove: '停用动态口令',
  removeFactor: '停用',
  sessions: '登录中的',
  sessionsNote: '不认得的，请全部退出并换密码。',
  thisOne: '这里',
  since: '登录于',
  seen: '最后操作',
  address: '地址',
  ways: { password: '密码', provider: '统一身份认证' },
  endAll: '全部退出',
  tokens: '程序令牌',
  tokensNote: '给程序用，代替登录：请求头写 Authorization: Bearer 加上令牌。权限比账号小，到期作废。',
  noTokens: '还没有令牌。',
  tokenTitle: '用途',
  tokenFor: '可以做什么',
  tokenDays: '几天后到期',
  makeToken: '新建令牌',
  ends: '到期',
  used: '最后使用',
  never: '没有用过',
  revoke: '作废',
  feeds: '订阅',
  feedsNote:
    '截止日期放进手机、WPS 或 Outlook 的日历，提醒放进阅读器，不用登录。内容按您的范围，每个地址可以随时作废。',
  noFeeds: '还没有订阅地址。',
  makeFeed: '新建订阅地址',
  madeAt: '建于',
  feedUsed: '最后来取',

  administer: '账号管理',
  begun: (left: number) => `这套系统还有 ${left} 步没有做好：`,
  administerNote: '加账号、停用、重置、换角色和范围；每一次都记在操作记录里。',
  person: '姓名',
  state: '状态',
  on: '启用',
  off: '停用',
  waiting: '还没有换第一个密码',
  signedIn: '上次登录',
  neverSignedIn: '没有登录过',
  open: (count: number) => `登录中 ${count} 处`,
  add: '加账号',
  addNote: '保存以后显示第一个密码，只显示一次。',
  accountName: '账号名（小写字母、数字）',
  choose: '请选',
  scopeNote: '空着的不限；几个值用“、”分开',
  scopeOf: (by: readonly string[]) => `（要写${by.join('、')}）`,
  limitMore: '还可以限定别的',
  roles: '各角色',
  rolesNote: '写在 data/access/roles.csv，改了以后重新启动。',
  rolesEdit: '改角色',
  roleNote: '说明',
  settings: '登录的规则',
  settingsNote: '写在 data/access/settings.csv，改了以后重新启动；“说明”里有等保三级的要求。',
  setting: '规则',
  value: '现在是',
  settingNote: '说明',
  save: '保存',
  change: '改',
  grant: '换角色或范围',
  reset: '重置密码和动态口令',
  disable: '停用',
  enable: '启用',
  end: '退出登录',
  unlock: '解除锁定',
  failing: '登录失败多的',
  failingNote: '锁定到时自己解除；名字不是账号的只计在地址里，不显示。',
  anyAddress: '没有用过的地址都锁定',
  anyName: '整个地址',
  failures: '失败次数',
  times: (count: number) => `${count} 次`,
  locked: (until: string) => `锁定到 ${until}`,
  notLocked: '没有锁定',
  noneFailing: '这段时间里没有账号或地址连续失败。',
  total: (count: number) => `共 ${count} 个`,

  capabilities,
  onward: '往下：',
  done: {
    password: '密码已换，别处的登录都退出了。',
    factor: '动态口令已启用，下次登录时要输入。',
    'no-factor': '动态口令已停用。',
    token: '令牌已新建。',
    revoked: '令牌已作废。',
    feed: '订阅地址已新建。',
    withdrawn: '订阅地址已作废，日历程序不会再更新。',
    granted: '已换，他要重新登录。',
    disable: '已停用，他的登录已退出，令牌已作废。',
    enable: '已启用。',
    end: '他的登录已退出。',
    unlock: '已解除锁定，他可以再试。',
  },
  problems: {
    wrong_sign_in: '账号或密码不对。',
    busy: '同时登录的人太多，请过一会儿再试。',
    wrong_code: '动态口令不对，或者已经用过。请等下一个再输。',
    too_many_attempts: '尝试的次数太多，请过一会儿再试；着急的话找本单位的百景管理员。',
    sign_in: '请先登录。',
    wrong_password: '现在的密码不对。',
    weak_password: '新密码太短或太常见，请换一句别人想不到的话。',
    used_password: '这个密码用过，请换一个。',
    not_the_same: '两次写的新密码不一样。',
    provider_failed: '统一身份认证没有成功，请再试一次。',
    provider_unreachable: '统一身份认证现在连不上，请过一会儿再试，或用账号和密码登录。',
    no_account: '统一身份认证认得您，但百景里没有给您开账号。请联系本单位的百景管理员。',
    no_capability: '请选令牌可以做什么。',
    bad_days: '令牌的期限不合要求。',
    bad_name: '账号名要是 2 到 40 个小写字母、数字、点、横线。',
    account_exists: '已经有这个账号。',
    unknown_role: '没有这个角色。',
    unknown_dimension: '范围里有不认得的维度，请从列出的里选。',
    no_scope: '这个角色要写明范围。',
    unknown_scope: '范围里有没有这个名字的，或者县不在所写的市里：市写全名（济南市），县写本市的。',
    own_account: '自己的账号在“我的账号”里改；重置、停用、换角色要请另一位管理员来做。',
    first_password_expired: '第一个密码太久没有用，已经失效。请找本单位的百景管理员重置。',
    last_administrator: '这是最后一个能管账号的，先加一个再改。',
    other: '没有做成：填写的内容不合要求，请检查后再试。',
  },
} as const;

/** Why nothing was done, by the code that came back; null where nothing did. */
export function problemIn(params: URLSearchParams): string | null {
  const code = params.get('problem');
  if (code === null) return null;
  return Object.hasOwn(words.problems, code)
    ? words.problems[code as keyof typeof words.problems]
    : words.problems.other;
}

/** What was done. */
export function doneIn(params: URLSearchParams): string | null {
  const done = params.get('done') ?? '';
  return Object.hasOwn(words.done, done) ? words.done[done as keyof typeof words.done] : null;
}

/** The value of a setting as people read it: one that names what accounts may do, in words. */
export const settingSaid = (value: string): string =>
  value
    .split('、')
    .map((each) => (Object.hasOwn(capabilities, each) ? capabilities[each as keyof typeof capabilities] : each))
    .join('、') || '—';

/** A scope as people read it. */
export const scopeSaid = (scope: Readonly<Record<string, readonly string[]>>): string =>
  Object.values(scope)
    .map((values) => values.join('、'))
    .join(' · ') || words.everything;
