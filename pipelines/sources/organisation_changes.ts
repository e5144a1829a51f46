import { defineSource } from '#spec';

export default defineSource({
  title: '单位变更表',
  handedInBy: ['处室', '市'],
  files: ['organisation_changes', 'organisation-changes', '单位变更', '企业变更', '主体变更', '申报单位变更'],
  identity: {
    columns: ['old_id', 'new_id', 'kind', 'changed_on'],
    pending: ['changed_on'],
    subject: ['old_id', 'new_id'],
  },
  columns: {
    old_id: {
      header: '原统一社会信用代码',
      aliases: ['原社会信用代码', '原信用代码', '变更前统一社会信用代码', '变更前信用代码', '原代码', '旧代码'],
      kind: 'code',
      required: true,
      essential: true,
    },
    old_name: {
      header: '原单位名称',
      aliases: ['原单位', '原企业名称', '变更前单位名称', '变更前名称', '原名称', '旧名称'],
      kind: 'name',
    },
    new_id: {
      header: '新统一社会信用代码',
      aliases: [
        '现统一社会信用代码',
        '新社会信用代码',
        '新信用代码',
        '现信用代码',
        '变更后统一社会信用代码',
        '变更后信用代码',
        '新代码',
        '现代码',
      ],
      kind: 'code',
      required: true,
      essential: true,
      note: '合并、分立、换码以后承继原单位的那个代码；只改名称、代码没变的，填原来的代码',
    },
    new_name: {
      header: '新单位名称',
      aliases: ['新单位', '现单位名称', '新企业名称', '变更后单位名称', '变更后名称', '新名称', '现名称'],
      kind: 'name',
    },
    kind: {
      header: '变更类型',
      aliases: ['变更事项', '变更类别', '变更原因', '变更方式'],
      kind: 'choice',
      of: ['合并', '分立', '更名', '迁移', '改制', '换码', '其他变更'],
      required: true,
      note: '一家分成几家的，一家一行',
    },
    changed_on: {
      header: '变更日期',
      aliases: ['变更时间', '登记日期', '变更登记日期', '核准日期', '核准变更日期', '变更生效日期'],
      kind: 'day',
      required: true,
      note: '这一天起算承继；空着的按早已变更看',
    },
    document: { header: '依据', aliases: ['变更依据', '文号', '依据文件', '核准文号', '证明材料'], kind: 'name' },
  },
});
