import { application, type Line } from '../../pipelines/hand-in.ts';
import { common, filed, firm as firmOf, listed, type Situation } from '../situation.ts';

/** Firms of this room, beside those of the others. */
const firm = (number: number) => firmOf(9000 + number);
const inGroup = (所属集团: string, 企业性质 = '省属国企') => ({
  企业性质,
  所属集团,
  是否子公司: '是',
  省级公司推荐函: '是',
});
const inCity = (推荐市: string, county: string) => ({ 推荐市, '县（市、区）': county });
const carrier = { 揭榜任务: '9', 建设性质: '已建成' };
const chain = { 揭榜任务: '7' };
const ranked = (推荐市: string, ids: Readonly<Record<string, number>>) =>
  Object.entries(ids).map(([项目编号, 排序]) => ({ 批次: '2025', 推荐市, 排序: String(排序), 项目编号 }));
const refused = (ids: readonly string[]) =>
  ids.map((项目编号) => ({ 项目编号, 得分: '60', 结论: '不予揭榜', 评审日期: '2025-05-20' }));
const handedInAnew = (id: string, cells: Line) => application(id, { ...common, ...cells });
/** Projects of one firm each, with the same cells and the same path. */
const several = (ids: readonly string[], from: number, cells: Line = {}, path = filed) =>
  Object.fromEntries(ids.map((id, at) => [id, { cells: { ...cells, ...firm(from + at) }, path }]));

/** What is filed and recommended, in time, in whose name, in which order, and changed afterwards. */
export const situations: Readonly<Record<string, Situation>> = {
  C01: {
    says: 'withdrawn after 市推荐 and submitted anew after the deadline',
    projects: {
      C01: {
        cells: firm(101),
        path: `${filed}, 撤回 2025-04-22 09:00, 提交 2025-04-25 10:00, 市推荐 2025-04-25 15:00`,
      },
      C01x: { cells: firm(102), path: `提交 2025-04-10 09:00, 退回 2025-04-24 18:00, 提交 2025-04-25 10:00` },
    },
    right: { C01: { late_submission: 'review', late_recommendation: 'pass' }, C01x: { late_submission: 'pass' } },
  },
  C04: {
    says: 'one group, written two ways',
    projects: {
      ...several(['C040', 'C041', 'C042'], 400, inGroup('山东测试能源集团')),
      ...several(['C043', 'C044', 'C045'], 403, inGroup('山东测试能源集团有限公司')),
    },
    right: { 山东测试能源集团: { group_limit: 'fail' }, 山东测试能源集团有限公司: { group_limit: 'none' } },
  },
  C04x: {
    says: 'a name that may be short for another, three and three',
    projects: {
      ...several(['C04X0', 'C04X1', 'C04X2'], 410, inGroup('齐鲁测试化工集团')),
      ...several(['C04X3', 'C04X4', 'C04X5'], 413, inGroup('齐化')),
    },
    right: { 齐鲁测试化工集团: { group_limit: 'review' }, 齐化: { group_limit: 'review' } },
  },
  C05: {
    says: 'six central subsidiaries that name no group',
    projects: several(['C050', 'C051', 'C052', 'C053', 'C054', 'C055'], 500, inGroup('', '中央驻鲁企业')),
    right: { 所属集团未填: { group_limit: 'review' } },
  },
  C06: {
    says: 'six filed, two listed',
    projects: {
      ...several(['C060', 'C061'], 600, inGroup('测试六集团'), listed),
      ...several(['C062', 'C063', 'C064', 'C065'], 602, inGroup('测试六集团')),
    },
    rows: { reviews: refused(['C062', 'C063', 'C064', 'C065']) },
    right: { 测试六集团: { group_limit: 'pass' } },
  },
  C07: {
    says: 'moved to another county, and to another city whose old summary still ranks it',
    projects: {
      C07a: { cells: { ...firm(701), ...inCity('潍坊市', '寿光市') } },
      C07b: { cells: { ...firm(702), ...inCity('潍坊市', '寿光市') } },
    },
    rows: {
      recommendations: ranked('潍坊市', { C07a: 1, C07b: 2 }),
      applications_第2次报送: [
        handedInAnew('C07a', { ...firm(701), ...inCity('潍坊市', '诸城市') }),
        handedInAnew('C07b', { ...firm(702), ...inCity('济宁市', '任城区') }),
      ],
    },
    right: {
      C07a: { summary_differs: 'pass', changed_after_recommendation: 'pass' },
      C07b: { summary_differs: 'fail', changed_after_recommendation: 'review' },
      潍坊市: { rank_order: 'pass' },
      济宁市: { rank_order: 'review' },
    },
  },
  C08: {
    says: '公共服务载体 names one task only',
    projects: { C089: { cells: { ...firm(809), ...carrier, 揭榜任务: '公共服务载体', 单位类型: '服务商' } } },
    right: { C089: { construction_state: 'pass', applicant_kind: 'pass' } },
  },
  C18: {
    says: 'a second file after 市推荐 changes lead, name and investment; the day is in the name of a third',
    projects: { C18: { cells: firm(18) }, C18x: { cells: firm(181) }, C18y: { cells: firm(182) } },
    rows: {
      applications_第2次报送: [
        handedInAnew('C18', { ...firm(180), 项目名称: '换了内容的项目', '项目总投资(万元)': '3000' }),
      ],
      applications_20250426: [handedInAnew('C18x', { ...firm(181), '项目总投资(万元)': '1300' })],
      applications_20250419: [handedInAnew('C18y', { ...firm(182), '项目总投资(万元)': '1300' })],
    },
    right: {
      C18: { changed_after_recommendation: 'review' },
      C18x: { changed_after_recommendation: 'fail' },
      C18y: { changed_after_recommendation: 'pass' },
    },
  },
  C19: {
    says: 'words for the kind of applicant',
    projects: {
      C190: { cells: { ...firm(190), 单位类型: '数字化转型服务商' } },
      C191: { cells: { ...firm(191), 单位类型: '制造企业' } },
      C192: { cells: { ...firm(192), 单位类型: '工业企业' } },
      C193: { cells: { ...firm(193), 单位类型: '服务商/制造业企业' } },
      C194: { cells: { ...firm(194), 单位类型: '载体单位' } },
    },
    right: {
      C190: { applicant_kind: 'pass' },
      C191: { applicant_kind: 'pass' },
      C192: { applicant_kind: 'review' },
      C193: { applicant_kind: 'review' },
      C194: { applicant_kind: 'fail' },
    },
  },
  C30: {
    says: 'returned and never submitted again: the group has five',
    projects: {
      ...several(['C301', 'C302', 'C303', 'C304', 'C305'], 300, inGroup('测试三十集团')),
      C306: {
        cells: { ...inGroup('测试三十集团'), ...firm(306) },
        path: '提交 2025-04-10 09:00, 退回 2025-04-15 09:00',
      },
    },
    right: { 测试三十集团: { group_limit: 'pass' } },
  },
  C35: {
    says: 'two ranked lists, exempt projects apart; in another city one of the two has a gap',
    projects: {
      ...several(['C350', 'C351'], 350, inCity('日照市', '东港区')),
      ...several(['C352', 'C353'], 352, { ...inCity('日照市', '东港区'), ...chain }),
      ...several(['C354', 'C355'], 354, inCity('威海市', '环翠区')),
      ...several(['C356'], 356, { ...inCity('威海市', '环翠区'), ...chain }),
    },
    rows: {
      recommendations: [
        ...ranked('日照市', { C350: 1, C351: 2, C352: 1, C353: 2 }),
        ...ranked('威海市', { C354: 1, C355: 3, C356: 1 }),
      ],
    },
    right: { 日照市: { rank_order: 'pass' }, 威海市: { rank_order: 'fail' } },
  },
  C36: {
    says: 'sent back by the province in May and recommended again',
    projects: {
      C36: {
        cells: firm(36),
        path: `${filed}, 省退回 2025-05-06 09:00, 提交 2025-05-07 09:00, 县区推荐 2025-05-07 15:00, 市推荐 2025-05-08 09:00`,
      },
    },
    right: { C36: { late_recommendation: 'review', late_submission: 'pass' } },
  },
  C37: {
    says: 'where it is carried out: a firm’s name is no place',
    projects: {
      C370: { cells: { ...firm(370), 实施地点: '上海电气集团山东电力设备有限公司厂区' } },
      C371: { cells: { ...firm(371), 实施地点: '全省' } },
      C372: { cells: { ...firm(372), 实施地点: '内蒙古包头市昆都仑区' } },
      C373: { cells: { ...firm(373), 实施地点: '山东省济南市、江苏省徐州市' } },
      C375: { cells: { ...firm(375), 实施地点: '济南市历下区北京大学科技园' } },
      C29: {
        cells: { ...firm(29), ...carrier, 单位类型: '载体承建单位', 实施期止: '2026-06-30', 实施地点: '江苏省徐州市' },
      },
    },
    right: {
      C370: { outside_province: 'review' },
      C371: { outside_province: 'review' },
      C372: { outside_province: 'fail' },
      C373: { outside_province: 'review' },
      C375: { outside_province: 'pass' },
      C29: { outside_province: 'fail', period_too_long: 'fail', construction_state: 'pass' },
    },
  },
  C39: {
    says: 'a quota of two, three ranked; a quota of one, two ranked, of one of which nobody knows the owner',
    projects: {
      ...several(['C390', 'C391', 'C392'], 390, inCity('菏泽市', '牡丹区')),
      ...several(['C393'], 393, inCity('德州市', '德城区')),
      ...several(['C394'], 394, { ...inCity('德州市', '德城区'), 企业性质: '国有企业' }),
    },
    rows: {
      recommendations: ranked('菏泽市', { C390: 1, C391: 2, C392: 3 }),
      quotas: [
        { 批次: '2025', 市: '菏泽市', 推荐名额: '2' },
        { 批次: '2025', 市: '德州市', 推荐名额: '1' },
      ],
    },
    right: { 菏泽市: { over_quota: 'fail', rank_order: 'pass' }, 德州市: { over_quota: 'review' } },
  },
};
