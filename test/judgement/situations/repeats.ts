import { codeOf, firm, listed, listedIn2024, of2024, type Situation } from '../situation.ts';

const named = (项目名称: string) => ({ 项目名称 });
const provider = { 单位类型: '服务商' };
const paidIn2025 = (项目编号: string) => ({
  项目编号,
  预算年度: '2025',
  下达日期: '2025-03-20',
  '下达金额(万元)': '60',
});
const merged = (from: number, into: number, 变更日期: string, 变更类型 = '合并') => ({
  原统一社会信用代码: codeOf(from),
  新统一社会信用代码: codeOf(into),
  变更类型,
  变更日期,
});
const ledger = (number: number, 项目名称: string, 年度: string, 资金级次 = '省级') => ({
  统一社会信用代码: codeOf(number),
  项目名称,
  资金级次,
  年度,
  '金额(万元)': '50',
});

/** 严禁重复或变相重复申请: what offices meet, and whom they must not accuse. */
export const situations: Readonly<Record<string, Situation>> = {
  C02: {
    says: 'paid in 2024, filed again under the firm’s new name and its old code',
    projects: {
      C02a: { cells: { ...of2024, ...named('轮胎质量追溯平台'), ...firm(2, '测试旧名公司') }, path: listedIn2024 },
      C02b: { cells: { ...named('轮胎质量追溯平台'), ...firm(2, '测试新名公司') } },
    },
    rows: { subsidies: [paidIn2025('C02a')] },
    right: { C02b: { repeat_support: 'fail' } },
  },
  C03: {
    says: 'another code, the same firm name and project name, no change on file',
    projects: {
      C03a: { cells: { ...of2024, ...named('热处理能效优化'), ...firm(3, '测试合并公司') }, path: listedIn2024 },
      C03b: { cells: { ...named('热处理能效优化'), ...firm(4, '测试合并公司') } },
    },
    right: { C03b: { repeat_support: 'review' } },
  },
  C03M: {
    says: 'the same with the merger on file',
    projects: {
      C03Ma: { cells: { ...of2024, ...named('淬火线能效优化'), ...firm(5, '测试合并二公司') }, path: listedIn2024 },
      C03Mb: { cells: { ...named('淬火线能效优化'), ...firm(6, '测试合并二公司') } },
    },
    rows: { organisation_changes: [merged(5, 6, '2024-10-01')] },
    right: { C03Mb: { repeat_support: 'fail' } },
  },
  C25: {
    says: 'one name under two tasks of one batch',
    projects: {
      C250: { cells: { ...provider, ...named('铸造车间数据采集'), ...firm(25) } },
      C251: { cells: { ...provider, ...named('铸造车间数据采集'), ...firm(25), 揭榜任务: '5' } },
    },
    right: { C250: { repeat_support: 'fail' }, C251: { repeat_support: 'fail' } },
  },
  C26: {
    says: 'provider and customer file one project',
    projects: {
      C26a: {
        cells: {
          ...provider,
          ...named('测试262公司5G全连接工厂项目'),
          ...firm(261),
          联合单位信用代码: codeOf(262),
        },
      },
      C26b: { cells: { ...named('测试262公司5G全连接工厂项目'), ...firm(262) } },
    },
    right: { C26a: { repeat_support: 'review' }, C26b: { repeat_support: 'review' } },
  },
  C27: {
    says: 'its twin of 2024 is still under way, and nothing has been paid',
    projects: {
      C27a: { cells: { ...of2024, ...provider, ...named('园区能碳平台'), ...firm(27) }, path: listedIn2024 },
      C27b: { cells: { ...provider, ...named('园区能碳平台'), ...firm(27) } },
    },
    right: { C27b: { repeat_support: 'fail' } },
  },
  C28: {
    says: 'the ledger of 2026 holds its own subsidy',
    projects: { C28: { cells: { ...named('纺纱产线改造'), ...firm(28) }, path: listed } },
    rows: { prior_support: [ledger(28, '纺纱产线改造', '2026')] },
    right: { C28: { repeat_support: 'pass' } },
  },
  C45: {
    says: 'first and second phase by one firm',
    projects: {
      C45a: { cells: { ...provider, ...named('纸机能效优化项目（一期）'), ...firm(45) } },
      C45b: { cells: { ...provider, ...named('纸机能效优化项目（二期）'), ...firm(45), 揭榜任务: '2' } },
    },
    right: { C45a: { repeat_support: 'review' }, C45b: { repeat_support: 'review' } },
  },
  R01: {
    says: 'words in another order, full width, and Ⅱ for II',
    projects: {
      R01a: { cells: { ...named('质量追溯与能耗管控平台'), ...firm(101) } },
      R01b: { cells: { ...named('轧钢５Ｇ车间（Ⅱ）'), ...firm(102) } },
    },
    rows: {
      prior_support: [ledger(101, '能耗管控与质量追溯平台', '2023'), ledger(102, '轧钢5G车间II项目', '2022')],
    },
    right: { R01a: { repeat_support: 'review' }, R01b: { repeat_support: 'fail' } },
  },
  R02: {
    says: 'the upgrade of what the province paid for; money of the city is none of it',
    projects: {
      R02a: { cells: { ...named('铝材挤压线数字孪生升级版'), ...firm(103) } },
      R02b: { cells: { ...named('铝材熔铸线数字孪生'), ...firm(104) } },
    },
    rows: {
      prior_support: [ledger(103, '铝材挤压线数字孪生', '2023'), ledger(104, '铝材熔铸线数字孪生', '2023', '市级')],
    },
    right: { R02a: { repeat_support: 'review' }, R02b: { repeat_support: 'pass' } },
  },
  R03: {
    says: 'a firm divided in two, and one half files what the whole was listed with',
    projects: {
      R03a: { cells: { ...of2024, ...named('农机焊装线改造'), ...firm(105) }, path: listedIn2024 },
      R03b: { cells: { ...named('农机焊装线改造'), ...firm(106) } },
      R03c: { cells: { ...named('拖拉机涂装线排产'), ...firm(107) } },
    },
    rows: { organisation_changes: [merged(105, 106, '2024-08-01', '分立'), merged(105, 107, '2024-08-01', '分立')] },
    right: { R03b: { repeat_support: 'fail' }, R03c: { repeat_support: 'pass' } },
  },
  R04: {
    says: 'another name at the same works with the same partner; two firms with one name for two things',
    projects: {
      R04a: {
        cells: {
          ...named('焦炉智能加热'),
          ...firm(108),
          实施地点: '山东省济南市历下区经十路108号',
          联合单位信用代码: codeOf(199),
        },
      },
      R04b: {
        cells: {
          ...named('干熄焦余热监测'),
          ...firm(108),
          实施地点: '历下区经十路108号',
          联合单位信用代码: codeOf(199),
        },
      },
      R04c: { cells: { ...named('注塑车间看板'), ...firm(109) } },
      R04d: { cells: { ...named('注塑车间看板'), ...firm(110) } },
    },
    right: {
      R04a: { repeat_support: 'review' },
      R04b: { repeat_support: 'review' },
      R04c: { repeat_support: 'pass' },
      R04d: { repeat_support: 'pass' },
    },
  },
  R05: {
    says: 'only recommended in a batch that has long been published, and refused there',
    projects: {
      R05a: {
        cells: { ...of2024, ...named('化肥包装线联网'), ...firm(111) },
        path: '提交 2024-03-10 09:00, 市推荐 2024-03-20 09:00',
      },
      R05b: { cells: { ...named('化肥包装线联网'), ...firm(111) } },
    },
    rows: { reviews: [{ 项目编号: 'R05a', 结论: '不予揭榜', 评审日期: '2024-04-20' }] },
    right: { R05b: { repeat_support: 'pass' } },
  },
};
