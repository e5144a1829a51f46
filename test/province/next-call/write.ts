import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { creditCode } from '../credit-code.ts';
import { random } from '../random.ts';
import { projectName } from '../scenes.ts';
import { found, merger, quotas, scenes, supported, type Scene, type Told } from './scenes.ts';

const folder = '2026年度';

/** The common project of the call, as its form has it. */
const common: Told = {
  揭榜任务: '2',
  单位类型: '制造业企业',
  企业属性: '民营',
  所属集团: '',
  是否子公司: '否',
  省级公司推荐函: '',
  联合单位信用代码: '',
  推荐市: '济南市',
  '县（市、区）': '历下区',
  建设性质: '新建',
  响应内容起始日期: '2026-03-01',
  实施期止: '2027-02-28',
  实施地点: '山东省济南市历下区示例路1号',
  '项目投资总规模(万元)': '1000',
  '实施期内计划投资(万元)': '1000',
  联系人: '示例联系人',
  联系电话: '000-00000000',
  数据安全自评估: '是',
};
const second: Told = { 响应内容起始日期: '2026-07-01', 实施期止: '2027-06-30' };

const steps = {
  first: {
    提交: '2026-04-01 10:00:00',
    县区推荐: '2026-04-05 10:00:00',
    市级评审: '2026-04-08 10:00:00',
    市推荐: '2026-04-10 10:00:00',
  },
  second: {
    提交: '2026-08-01 10:00:00',
    县区推荐: '2026-08-05 10:00:00',
    市级评审: '2026-08-08 10:00:00',
    市推荐: '2026-08-10 10:00:00',
  },
};
const said: Readonly<Record<string, readonly [result: string, level: string]>> = {
  提交: ['已提交', '企业'],
  县区推荐: ['同意推荐', '县区'],
  市级评审: ['通过', '市级'],
  市推荐: ['同意推荐', '市级'],
  申请验收: ['', '企业'],
};

interface Project extends Scene {
  project: string;
  batch: string;
  name: string;
  code: string;
  applicant: string;
}

/** Writes the files of the invented call that follows those of the notice, and answers their names. */
export function writeNextCall(out: string): string[] {
  const projects = projectsOf();
  const files: string[] = [];
  const write = (title: string, rows: readonly Told[]) => {
    const name = `${folder}/${title}_2026_示例数据.csv`;
    mkdirSync(join(out, folder), { recursive: true });
    writeFileSync(
      join(out, name),
      `\uFEFF${title}（2026年度，示例数据）\n${Papa.unparse([...rows], { newline: '\n' })}\n`
    );
    files.push(name);
  };
  write('项目基本信息表', projects.map(formOf));
  write('流程记录', projects.flatMap(eventsOf));
  write(
    '数据安全评估表',
    projects.flatMap(({ project, assessment = '合格' }) =>
      assessment === null
        ? []
        : [{ 项目编号: project, 评估结果: assessment, 评估日期: '2026-03-20', 评估机构: '示例评估中心' }]
    )
  );
  write(
    '各市推荐名额表',
    quotas.map(([batch, city, quota]) => ({ 批次: batch, 市: city, 推荐名额: quota }))
  );
  write('推荐汇总表', ranks(projects));
  write('单位核查表', checksOf(projects));
  write(
    '省级评审',
    projects.flatMap(({ project, review }) =>
      review ? [{ 项目编号: project, 评审方式: '材料评审', 得分: '85', 结论: review[0], 评审日期: review[1] }] : []
    )
  );
  write('验收结果表', projects.flatMap(acceptanceOf));
  write('奖补资金表', projects.flatMap(subsidyOf));
  write(
    '财政支持台账',
    projects.flatMap(({ id, code, name }) =>
      supported.includes(id)
        ? [
            {
              统一社会信用代码: code,
              项目名称: name,
              资金级次: '省级',
              年度: '2024',
              '金额(万元)': '100',
              文号: '示例文号',
            },
          ]
        : []
    )
  );
  write('单位变更表', mergersOf(projects));
  return files;
}

function projectsOf(): Project[] {
  let own = 0;
  return scenes.map((scene) => {
    const number = typeof scene.firm === 'number' ? scene.firm : scene.firm === undefined ? ++own : null;
    const [code, applicant] = Array.isArray(scene.firm)
      ? (scene.firm as readonly [string, string])
      : [codeOf(number ?? 0), nameOf(number ?? 0)];
    return {
      ...scene,
      project: `SL2026-${scene.id}`,
      batch: scene.isSecond ? '2026-2' : '2026-1',
      name: scene.name ?? nameOfProject(scene),
      code,
      applicant,
    };
  });
}

/** About the task of the list before, where it has one of that number. */
function nameOfProject({ id, form }: Scene): string {
  const draw = random('next call', id);
  const task = form?.揭榜任务 ?? '2';
  return projectName(/^[1-9]$/.test(task) ? task : draw.pick(['1', '2', '3', '5']), draw);
}

const nameOf = (number: number): string =>
  number === 900
    ? '示例二六服务商甲有限公司'
    : number === 901
      ? '示例二六制造乙有限公司'
      : `示例二六${String(number).padStart(2, '0')}号有限公司`;

/** Above the numbers of all other firms of the province. */
const firstNumber = 9_000_000;

const codeOf = (number: number): string => creditCode({ kind: '91', division: '370102', number: firstNumber + number });

const formOf = ({ project, batch, name, code, applicant, form, isSecond }: Project): Told => {
  const told = { ...common, ...(isSecond ? second : {}), ...form };
  return {
    项目编号: project,
    批次: batch,
    项目名称: name,
    揭榜任务: told.揭榜任务 ?? '',
    统一社会信用代码: code,
    申报单位: applicant,
    ...told,
  };
};

function eventsOf({ project, isSecond, steps: own, review, accepted }: Project): Told[] {
  const times: Readonly<Record<string, string | null>> = { ...steps[isSecond ? 'second' : 'first'], ...own };
  const [result, on = ''] = review ?? [];
  const day = (add: number) => `${on.slice(0, 8)}${String(Number(on.slice(8)) + add).padStart(2, '0')} 10:00:00`;
  const later: Readonly<Record<string, string | null>> = {
    省评审: review ? day(0) : null,
    公示: result === '揭榜' ? day(9) : null,
    公布: result === '揭榜' ? day(19) : null,
    申请验收: accepted ? '2027-05-01 10:00:00' : null,
  };
  return Object.entries({ ...times, ...later }).flatMap(([step, at]) => {
    const [outcome, level] = said[step] ?? ['', '省级'];
    return at === null ? [] : [{ 项目编号: project, 环节: step, 时间: at, 结果: outcome, 经办层级: level, 原因: '' }];
  });
}

/** The summary lists what is recommended, in the order of the projects. */
function ranks(projects: readonly Project[]): Told[] {
  const last = new Map<string, number>();
  return projects
    .filter(({ steps }) => steps?.市推荐 !== null)
    .map(({ batch, project, form }) => {
      const city = form?.推荐市 ?? '济南市';
      const rank = (last.get(`${batch} ${city}`) ?? 0) + 1;
      last.set(`${batch} ${city}`, rank);
      return { 批次: batch, 推荐市: city, 排序: String(rank), 项目编号: project };
    });
}

const items = { 经营状态: '存续', 安全生产事故: '未发生', 严重失信: '未列入', 经营异常: '未列入', 绿色门槛: '符合' };

/** The firms of this call that the province did not know before, each checked for everything. */
function checksOf(projects: readonly Project[]): Told[] {
  const firms = new Map(projects.filter(({ firm }) => !Array.isArray(firm)).map((each) => [each.code, each]));
  const row = (code: string, item: string, result: string, on = ''): Told => ({
    统一社会信用代码: code,
    核查事项: item,
    结果: result,
    发生或列入日期: on,
    移出日期: '',
    核查日期: '2026-03-20',
    来源: '示例',
  });
  return [...firms.values()].flatMap(({ id, code }) => [
    ...Object.entries(items)
      .filter(([item]) => found[id]?.item !== item)
      .map(([item, result]) => row(code, item, result)),
    ...(found[id] ? [row(code, found[id].item, found[id].result, found[id].on)] : []),
  ]);
}

function mergersOf(projects: readonly Project[]): Told[] {
  const [old, name] = merger.from;
  return projects
    .filter(({ id }) => id === merger.into)
    .map(({ code, applicant }) => ({
      原统一社会信用代码: old,
      原单位名称: name,
      新统一社会信用代码: code,
      新单位名称: applicant,
      变更类型: '合并',
      变更日期: merger.on,
      依据: merger.document,
    }));
}

function acceptanceOf({ project, accepted }: Project): Told[] {
  if (!accepted) return [];
  const [invested] = accepted;
  return [
    {
      项目编号: project,
      申请日期: '2027-05-01',
      验收日期: '2027-05-20',
      验收结论: '通过',
      '申报实际投入（万元）': String(invested),
      '核定实际投入（万元）': String(invested),
      核减原因: '',
      验收得分: '90',
      约定指标数: '5',
      完成指标数: '5',
      发布日期: '2027-05-25',
    },
  ];
}

function subsidyOf({ project, subsidy }: Project): Told[] {
  if (subsidy === undefined) return [];
  const amount = String(subsidy);
  return [
    {
      项目编号: project,
      预算年度: '2027',
      '拟奖补金额(万元)': amount,
      下达文号: '示例财工指〔2027〕1号',
      下达日期: '2027-06-01',
      '下达金额(万元)': amount,
      拨付日期: '2027-06-10',
      '拨付金额(万元)': amount,
      '收回金额(万元)': '',
    },
  ];
}
