/** What an address is called on record: the first that it matches; `{0}` is what stands in its place. */
const doors: readonly (readonly [pattern: RegExp, said: string])[] = [
  [/^\/api\/dashboards\/([^/]+)\/([^/.]+)/, '看板 {0} 的图表 {1}'],
  [/^\/api\/dashboards\/([^/.]+)/, '看板 {0}'],
  [/^\/api\/dashboards(?:$)/, '看板目录'],
  [/^\/api\/briefs\/([^/]+)/, '简报 {0}'],
  [/^\/api\/briefs/, '简报目录'],
  [/^\/api\/metrics/, '指标目录'],
  [/^\/api\/filters/, '筛选的值'],
  [/^\/api\/published/, '哪天是哪一版'],
  [/^\/api\/turned-away/, '没有计入的'],
  [/^\/api\/changes\/lines/, '一个数为什么变了'],
  [/^\/api\/changes/, '变了什么'],
  [/^\/api\/notices/, '通知'],
  [/^\/api\/matters\/replies/, '答复督办'],
  [/^\/api\/matters/, '督办事项'],
  [/^\/api\/scenarios\/quota/, '名额测算'],
  [/^\/api\/scenarios\/subsidy/, '奖补测算'],
  [/^\/api\/scenarios/, '测算'],
  [/^\/api\/query(?:\.|$)/, '指标查询'],
  [/^\/api\/projects\/([^/]+)\/audit/, '核查单 {0}'],
  [/^\/api\/projects\/([^/]+)\/moments/, '项目 {0} 在各时点的结论'],
  [/^\/api\/projects\/([^/]+)/, '项目 {0}'],
  [/^\/api\/projects(?:\.|$)/, '项目清单'],
  [/^\/api\/findings\/([^/]+)\/([^/]+)\/([^/]+)/, '核查结果 {0}，对象 {1}，{2}'],
  [/^\/api\/findings(?:\.|$)/, '核查结果清单'],
  [/^\/api\/compliance(?:\.|$)/, '规则核查'],
  [/^\/api\/repeats(?:\.|$)/, '查重清单'],
  [/^\/api\/explain(?:\.|$)/, '读数溯源'],
  [/^\/api\/(?:organisations|groups|support|ledger)(?:\.|$)/, '名额台账'],
  [/^\/api\/loads\/([^/]+)\/defects/, '版本 {0} 的问题清单'],
  [/^\/api\/loads\/([^/]+)\/reconciliation/, '版本 {0} 的对账'],
  [/^\/api\/loads\/([^/]+)\/receipt\.xlsx/, '版本 {0} 的回执'],
  [/^\/api\/uploads\/[^/]+\/files\/[^/]+\/marked/, '没有导入的上传里一个文件的标注件'],
  [/^\/api\/loads\/([^/]+)\/files\/[^/]+\/marked/, '版本 {0} 里一个文件的标注件'],
  [/^\/api\/loads\/([^/]+)\/files\//, '版本 {0} 里一个文件的各行'],
  [/^\/api\/loads\/([^/]+)/, '版本 {0} 的回执'],
  [/^\/api\/loads/, '各次导入'],
  [/^\/api\/receipts\/([^/]+)/, '回执 {0}'],
  [/^\/api\/forms\/([^/]+)\/filled/, '出表 {0}'],
  [/^\/api\/forms/, '出表目录'],
  [/^\/api\/sources\/([^/]+)\/template/, '空表 {0}'],
  [/^\/api\/sources/, '填报说明'],
  [/^\/api\/revisions\/([^/]+)/, '数据变动说明 {0}'],
  [/^\/api\/revisions/, '数据变动说明'],
  [/^\/api\/keys\.json/, '签章公钥名单'],
  [/^\/api\/packages\/([^/]+)/, '审计包 {0}'],
  [/^\/api\/packages/, '审计包'],
  [/^\/api\/papers\/code(?:$)/, '一页的校验码'],
  [/^\/api\/papers\/standing/, '签章材料里变了的数'],
  [/^\/api\/papers\/([^/]+)\/seal/, '材料 {0} 的签章'],
  [/^\/api\/papers\/([^/]+)\/void/, '作废材料 {0}'],
  [/^\/api\/papers\/([^/]+)/, '材料 {0}'],
  [/^\/api\/papers/, '签章登记簿'],
  [/^\/api\/verify/, '验真'],
  [/^\/api\/record\.csv/, '操作记录'],
  [/^\/api\/record/, '操作记录'],
  [/^\/api\/personal/, '联系方式'],
  [/^\/api\/alerts\/settings/, '提醒的设置'],
  [/^\/api\/alerts\/count/, '提醒的条数'],
  [/^\/api\/alerts\/(\d+)\/acknowledge/, '认领提醒 {0}'],
  [/^\/api\/alerts\/(\d+)/, '提醒 {0}'],
  [/^\/api\/alerts/, '提醒'],
  [/^\/api\/outbox/, '发件箱'],
  [/^\/api\/entering\/(?:access\/)?judge/, '按新口径重新导入'],
  [/^\/api\/entering\/(?:access\/)?drafts\/[^/]+\/save/, '填写：保存'],
  [/^\/api\/entering/, '填写'],
  [/^\/api\/examination/, '服务器好不好'],
  [/^\/api\/guide/, '手册'],
  [/^\/api\/begin/, '开始使用'],
  [/^\/api\/retention/, '留存与清除'],
  [/^\/api\/uploads\/([^/]+)\/load/, '要求导入 {0}'],
  [/^\/api\/uploads\/([^/]+)\/dry-run/, '试导入 {0}'],
  [/^\/api\/uploads\/([^/]+)\/cancel/, '取消上传 {0}'],
  [/^\/api\/uploads\/([^/]+)\/choices\/another/, '上传 {0}：是另一份'],
  [/^\/api\/uploads\/([^/]+)\/choices\//, '上传 {0}：是更正'],
  [/^\/api\/uploads\/([^/]+)/, '上传 {0}'],
  [/^\/api\/uploads/, '上传文件'],
  [/^\/api\/jobs\/([^/]+)/, '任务 {0}'],
  [/^\/api\/decisions\/preview/, '核定预览'],
  [/^\/api\/decisions\/allowed/, '能不能核定'],
  [/^\/api\/decisions\/([^/]+)\/withdraw/, '撤回核定'],
  [/^\/api\/decisions(?:\.|$)/, '核定'],
  [/^\/api\/session\/code/, '输入动态口令'],
  [/^\/api\/session\/end/, '退出'],
  [/^\/api\/session/, '登录'],
  [/^\/api\/account\/password/, '换密码'],
  [/^\/api\/account\/factor/, '动态口令'],
  [/^\/api\/account\/tokens/, '程序令牌'],
  [/^\/api\/account(?:$)/, '我的账号'],
  [/^\/api\/accounts\/([^/]+)/, '账号 {0}'],
  [/^\/api\/accounts/, '账号管理'],
  [/^\/api\/versions\/prune/, '清理旧版本'],
  [/^\/api\/versions\/([^/]+)\/publish/, '重新发布 {0}'],
  [/^\/api\/versions\/([^/]+)\/unpin/, '取消固定 {0}'],
  [/^\/api\/versions\/([^/]+)\/pin/, '固定 {0}'],
  [/^\/api\/versions/, '版本与磁盘'],
  [/^\/metrics/, '运行指标'],
];

/** Of these addresses a part names whom they are about. */
const about = /^\/api\/(?:projects|findings)\/|^\/(?:projects|findings)\//;

/** An address in words; whoever may see no rows is not told which project or organisation it is about. */
export function doorSaid(path: string, { hasRows }: { hasRows: boolean }): string {
  const isHidden = !hasRows && about.test(path);
  for (const [pattern, said] of doors) {
    const found = pattern.exec(path);
    if (found)
      return said.replaceAll(/\{(\d)\}/g, (_, at: string) => {
        const part = found[Number(at) + 1] ?? '';
        return isHidden && !(pattern.source.includes('findings') && at === '0') ? '…' : part;
      });
  }
  const shown = isHidden ? path.replace(/^(\/\w+\/)[^/]+.*/, '$1…') : path;
  return path.startsWith('/api') || !path.startsWith('/')
    ? shown
    : `网页 ${shown.replace(/\/__data\.json$/, '') || '/'}`;
}
