import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseSqlFile } from '#spec';
import { betweenRows, checksSeen, code, defectsOf, good } from './checks.ts';
import { csv, handIn } from './hand-in.ts';
import { isFull } from '../tier.ts';

test('nothing is said of what is as it should be', async () => {
  expect(
    await defectsOf(
      handIn({
        applications: [
          good('P1'),
          good('P2', { 响应内容起始日期: '2025-03-01', 实施期止: '2026-02-28', '县（市、区）': '' }),
        ],
        events: [{ 项目编号: 'P1', 环节: '提交', 时间: '2025-04-24' }],
        quotas: [
          { 批次: '2025', 市: '济南', 推荐名额: '3' },
          { 批次: '2025', 市: '青岛', 推荐名额: '4' },
          { 批次: '2025', 市: '合计', 推荐名额: '7' },
        ],
      })
    )
  ).toEqual([]);
});

test.runIf(isFull)('names that nobody knows come with those that are nearest', async () => {
  expect(
    await defectsOf({
      'applications.csv': csv([
        good('P1', { 推荐市: '岛青市' }),
        good('P2', { 推荐市: '北京' }),
        good('P3', { 推荐市: '滕州' }),
        good('P4', { '县（市、区）': '历夏区' }),
        good('P5', { '县（市、区）': '滕州市' }),
        good('P6', { 揭榜任务: '工业互联网平台' }),
        good('P7', { 批次: 'Jan-24' }),
        good('P8', { 企业性质: '国企' }),
        good('P9', { 推荐市: '苏州市' }),
        good('P10', { 推荐市: '荷泽' }),
      ]),
    })
  ).toEqual([
    'applications.csv 2 推荐市 岛青市 | unknown_city row | “岛青市”不是山东省的设区市 | 改成市的名称，最接近的是 青岛市',
    'applications.csv 3 推荐市 北京 | unknown_city row | “北京”不是山东省的设区市 | 填本省 16 个市之一：济南市、青岛市、淄博市、枣庄市、东营市、烟台市、潍坊市、济宁市、泰安市、威海市、日照市、临沂市、德州市、聊城市、滨州市、菏泽市',
    'applications.csv 4 推荐市 滕州 | unknown_city row | “滕州”不是山东省的设区市，是枣庄市的滕州市 | 改成 枣庄市，县（市、区）写在它自己的列里',
    'applications.csv 5 县（市、区） 历夏区 | unknown_county row | “历夏区”不是济南市的县（市、区） | 济南市最接近的是 历城区、历下区；不经县区推荐的留空',
    'applications.csv 6 县（市、区） 滕州市 | unknown_county row | “滕州市”不是济南市的县（市、区），是枣庄市的滕州市 | 济南市有 历下区、市中区、槐荫区、天桥区、历城区、长清区、章丘区、济阳区、莱芜区、钢城区、平阴县、商河县、济南高新区、济南南部山区、济南起步区、莱芜高新区；也可能是市写错了；不经县区推荐的留空',
    expect.stringMatching(
      /^applications\.csv 7 揭榜任务 工业互联网平台 \| unknown_task row \| “工业互联网平台”不是 2025 批次榜单里的任务 \| 最接近的是 工业互联网.*；填任务序号或名称：1 工业互联网\+安全生产、2 .*、9 数字化转型公共服务载体$/
    ),
    'applications.csv 8 批次 Jan-24 | unknown_batch row | “Jan-24”不是已知的批次 | 只能填 2025、2024-1、2024-2；带短横的批次会被 Excel 当成日期，先把这一列设为“文本”',
    'applications.csv 9 企业性质 国企 | unknown_choice cell | “国企”不是企业性质可填的值 | 只能填 中央驻鲁企业、省属国企、市属国企、民营、外资、其他；最接近的是 市属国企、省属国企、中央驻鲁企业',
    expect.stringMatching(/ 10 推荐市 苏州市 .*“苏州市”不是山东省的设区市 \| 填本省 16 个市之一：/),
    'applications.csv 11 推荐市 荷泽 | unknown_city row | “荷泽”不是山东省的设区市 | 改成市的名称，最接近的是 菏泽市',
  ]);
});

test('a cell that does not read says why, what was expected and how to write it', async () => {
  const money = (value: string, i: number) => good(`M${i}`, { '项目总投资(万元)': value });
  const day = (value: string, i: number) => good(`D${i}`, { 实施期止: value });
  const said = await defectsOf({
    'applications.csv': csv([
      ...['约300', '300-500', '-5', '（5）', '1.2E+03', '1.2345678', '三百', '12,34'].map(money),
      ...['2025-02-30', '4月24日', '2025.1', '尽快'].map(day),
      good('Y', { 是否子公司: '部分' }),
      good('C1', { 统一社会信用代码: '9.13E+17' }),
      good('C2', { 联合单位信用代码: `${code}；某公司、9.1E+17` }),
      good('C3', { 联合单位信用代码: '某公司' }),
      good('2.025E+11'),
    ]),
    'events.csv': csv([
      { 项目编号: 'P1', 环节: '上报', 时间: '2025-04-24 下午5:00' },
      { 项目编号: 'P1', 环节: '提交', 时间: '2025-04-24 17:00Z' },
    ]),
    'reviews.csv': csv([{ 项目编号: 'P1', 结论: '揭榜', 得分: '-5' }]),
    'quotas.csv': csv([{ 批次: '2025', 市: '济南', 推荐名额: '3.5' }]),
    'factors.csv': csv([{ 年度: '2024', 市: '济南', 因素: '企业数', 数值: '0.12345678901', 单位: '户' }]),
  });
  const amount = '写成一个确定的数，如 1234.56（不写单位的按表头万元计）；没有这笔金额就留空';
  const date = '写成年月日，如 2025-04-24；没有就留空';
  const asText = (header: string) =>
    `在 Excel 里把${header}一列设为“文本”，照营业执照填 18 位代码，如 91370100MA3C4D5E6Y`;
  expect(said).toEqual([
    `applications.csv 2 项目总投资 约300 | unreadable_money cell | “约300”是约数，不是一个确定的金额 | ${amount}`,
    `applications.csv 3 项目总投资 300-500 | unreadable_money cell | “300-500”是一个区间，不是一个金额 | ${amount}`,
    `applications.csv 4 项目总投资 -5 | unreadable_money cell | “-5”是负数，金额不能为负 | ${amount}`,
    `applications.csv 5 项目总投资 （5） | unreadable_money cell | “（5）”是负数，金额不能为负 | ${amount}`,
    `applications.csv 6 项目总投资 1.2E+03 | unreadable_money cell | “1.2E+03”是科学计数法，位数可能已被 Excel 丢掉 | ${amount}`,
    `applications.csv 7 项目总投资 1.2345678 | unreadable_money cell | “1.2345678”化成元以后不足一分或位数过多，记不下来 | ${amount}`,
    `applications.csv 8 项目总投资 三百 | unreadable_money cell | “三百”不是金额 | ${amount}`,
    `applications.csv 9 项目总投资 12,34 | unreadable_money cell | “12,34”不是一个写得规范的金额 | ${amount}`,
    `applications.csv 10 实施期止 2025-02-30 | unreadable_day cell | “2025-02-30”不是一个存在的日期或时刻 | ${date}`,
    `applications.csv 11 实施期止 4月24日 | unreadable_day cell | “4月24日”没有写年份 | ${date}`,
    `applications.csv 12 实施期止 2025.1 | unreadable_day cell | “2025.1”看不出是哪个月：2025.10 会被 Excel 变成 2025.1 | ${date}`,
    `applications.csv 13 实施期止 尽快 | unreadable_day cell | “尽快”不是日期 | ${date}`,
    'applications.csv 14 是否子公司 部分 | unreadable_yes_no cell | “部分”看不出是“是”还是“否” | 只写“是”或“否”；不清楚就留空',
    `applications.csv 15 统一社会信用代码 9.13E+17 | unreadable_code row | “9.13E+17”是科学计数法，代码的后几位已被 Excel 丢掉 | ${asText('统一社会信用代码')}`,
    `applications.csv 16 联合单位信用代码 ${code}；某公司、9.1E+17 | unreadable_code mark | “某公司”、“9.1E+17”不是统一社会信用代码 | ${asText('联合单位信用代码')}，几个代码用分号隔开`,
    `applications.csv 17 联合单位信用代码 某公司 | unreadable_code cell | “某公司”不是统一社会信用代码 | ${asText('联合单位信用代码')}，几个代码用分号隔开`,
    'applications.csv 18 项目编号 2.025E+11 | unreadable_id row | “2.025E+11”是科学计数法，编号的后几位已被 Excel 丢掉 | 在 Excel 里把项目编号一列设为“文本”，照原件重新填写',
    'events.csv 2 环节 上报 | unknown_choice row | “上报”不是环节可填的值 | 只能填 提交、退回、撤回、县区推荐、市推荐、省退回、省评审、公示、公布、撤销、申请验收、终止',
    'events.csv 2 时间 2025-04-24 下午5:00 | unreadable_day row | “2025-04-24 下午5:00”要按 24 小时写 | 写成年月日和时分，如 2025-04-24 16:58',
    'events.csv 3 时间 2025-04-24 17:00Z | unreadable_day row | “2025-04-24 17:00Z”带了时区，本系统只收省内当地时间 | 写成年月日和时分，如 2025-04-24 16:58',
    'factors.csv 2 数值 0.12345678901 | too_many_decimals cell | “0.12345678901”的小数超过 10 位 | 写到小数点后 10 位以内',
    'quotas.csv 2 推荐名额 3.5 | unreadable_number row | “3.5”不是整数，或位数过多 | 写成一个整数，如 12；没有就留空',
    'reviews.csv 2 得分 -5 | unreadable_number cell | “-5”是负数 | 写成一个数，如 85.5；没有就留空',
  ]);
});

test.runIf(isFull)('what reads and is odd is kept and marked', async () => {
  expect(
    await defectsOf({
      'applications.csv': csv([
        good('P1', { '项目总投资(万元)': '1234567' }),
        good('P2', { 统一社会信用代码: '91350211M0000XUF46' }),
        good('P3', { 统一社会信用代码: '9135O211M0000XUF46' }),
        good('P4', { 统一社会信用代码: '91350211M0000XUF4' }),
        good('P5', { 响应内容起始日期: '2025年3月', 实施期止: '2026年2月' }),
        good('P6', { 响应内容起始日期: '2025-03-02', 实施期止: '2025-03-01' }),
        good('P7', { 响应内容起始日期: '2025年3月', 实施期止: '2025年3月' }),
      ]),
    })
  ).toEqual([
    'applications.csv 2 项目总投资 1234567 | large_money mark | “1234567”按万元计是 123.46 亿元，很可能填的是元 | 核对单位：填的是元就改成万元数，或在格子里写明“元”；数额属实则不用改',
    ...[
      '3 统一社会信用代码 91350211M0000XUF46 | odd_code mark | “91350211M0000XUF46”的校验位不符（GB 32100），按前 17 位末位应为 R',
      '4 统一社会信用代码 9135O211M0000XUF46 | odd_code mark | “9135O211M0000XUF46”有统一社会信用代码里不会出现的字符（没有 I、O、S、V、Z）',
      '5 统一社会信用代码 91350211M0000XUF4 | odd_code mark | “91350211M0000XUF4”有 17 位，统一社会信用代码应为 18 位',
    ].map(
      (line) => `applications.csv ${line} | 对照营业执照核一遍，常见的是 O 和 0、I 和 1 写混或漏一位；确实如此则不用改`
    ),
    'applications.csv 6 响应内容起始日期 2025年3月 | month_only mark | “2025年3月”只写到月，暂按 2025-03-01 计 | 补上日，如 2025-03-01',
    'applications.csv 6 实施期止 2026年2月 | month_only mark | “2026年2月”只写到月，暂按 2026-02-28 计 | 补上日，如 2026-02-28',
    'applications.csv 7 实施期止 2025-03-01 | period_reversed mark | 实施期止“2025-03-01”早于响应内容起始日期“2025-03-02” | 核对两个日期，是否写反了或写错了年份',
    'applications.csv 8 响应内容起始日期 2025年3月 | month_only mark | “2025年3月”只写到月，暂按 2025-03-01 计 | 补上日，如 2025-03-01',
    'applications.csv 8 实施期止 2025年3月 | month_only mark | “2025年3月”只写到月，暂按 2025-03-31 计 | 补上日，如 2025-03-31',
  ]);
});

test('an essential cell that is blank refuses the row, any other is unknown and nothing is said; a row of another city is told', async () => {
  expect(
    await defectsOf({
      'applications.csv': csv([
        good('', { 项目名称: '甲' }),
        good('P2', { 申报单位: '无', 企业性质: '', 单位类型: '—', '项目总投资(万元)': '/' }),
      ]),
      'checks.csv': csv([
        { 统一社会信用代码: code, 核查事项: '安全生产事故', 结果: '无' },
        { 统一社会信用代码: code, 核查事项: '经营异常', 结果: '' },
      ]),
      'recommendations_滨州市.csv': csv(
        ['滨州', '东营市'].map((推荐市, i) => ({ 批次: '2025', 推荐市, 排序: `${i + 1}`, 项目编号: `P${i + 2}` }))
      ),
    })
  ).toEqual([
    'applications.csv 2 项目编号 null | missing_value row | 项目编号是空的，这一行无法使用 | 补上项目编号（申报系统给出的编号，同一项目在各张表里必须一致），再导入',
    'applications.csv 3 申报单位 无 | missing_value row | 申报单位只写了“无”，这一行无法使用 | 补上申报单位，再导入',
    'checks.csv 3 结果 null | missing_value row | 结果是空的，这一行无法使用 | 补上结果（如 较大、列入、不予支持、符合、存续），再导入',
    'recommendations_滨州市.csv 3 推荐市 东营市 | other_city mark | 文件（表）名写的是滨州市，这一行是东营市的 | 核对是不是把别的市的行交进来了，或写错了市；确实要一起交的就不用改',
  ]);
});

test.runIf(isFull)('footnote marks behind a value are told, one in a list and a circled task are not', async () => {
  const problem = (value: string, note: string) => `“${value}”后面的“${note}”看作注号，没有算进去`;
  const told = await defectsOf({
    'applications.csv': csv([
      good('P1', { '项目总投资(万元)': '300①', 实施期止: '2026年2月28日②' }),
      good('P2①', { 项目名称: '乙', 揭榜任务: '③', 推荐市: '济南市⑴' }),
      good('P3', { 所属集团: '示例集团❶', 实施地点: '①甲；②乙②' }),
    ]),
    'quotas.csv': csv([{ 批次: '2025', 市: '济南', 推荐名额: '24*' }]),
  });
  expect(told.map((line) => line.split(' | ').slice(0, 3).join(' | '))).toEqual([
    `applications.csv 2 实施期止 2026年2月28日② | footnote mark | ${problem('2026年2月28日②', '②')}`,
    `applications.csv 2 项目总投资 300① | footnote mark | ${problem('300①', '①')}`,
    `applications.csv 3 推荐市 济南市⑴ | footnote mark | ${problem('济南市⑴', '⑴')}`,
    `applications.csv 3 项目编号 P2① | footnote mark | ${problem('P2①', '①')}`,
    'applications.csv 4 所属集团 示例集团❶ | footnote mark | “示例集团❶”后面的“❶”像是注号，照写，没有去掉',
    `quotas.csv 2 推荐名额 24* | footnote mark | ${problem('24*', '*')}`,
  ]);
});

test('what holds a place is no name, group, document or reason, and is never filled', async () => {
  const paid = { 项目编号: 'P1', 预算年度: '25' };
  const told = await defectsOf({
    'applications.csv': csv([
      good('P1', { 申报单位: '#N/A' }),
      good('P2', { 项目名称: '0', 单位类型: '########' }),
      good('P3', { 所属集团: '否' }),
      good('P4', { 所属集团: '不涉及', '县（市、区）': '不适用' }),
      good('P5', { 所属集团: '同上' }),
      good('待定', { 所属集团: 'nan' }),
    ]),
    'subsidies.csv': csv([
      { ...paid, 下达文号: '待定' },
      { ...paid, 下达文号: '详见附件' },
    ]),
    'events.csv': csv([{ 项目编号: 'P1', 环节: '退回', 时间: '2025-04-01', 原因: '〃' }]),
    'checks.csv': csv([{ 统一社会信用代码: code, 核查事项: '经营异常', 结果: '#REF!' }]),
  });
  const ofCells = told.filter((line) => !line.includes('identical_row'));
  expect(ofCells.map((line) => line.split(' | ').slice(0, 3).join(' | '))).toEqual([
    'applications.csv 2 申报单位 #N/A | placeholder row | “#N/A”是表格软件的错误提示，不是申报单位，这一行无法使用',
    'applications.csv 3 单位类型 ######## | placeholder cell | “########”是表格软件的错误提示，不是单位类型，按没有填计',
    'applications.csv 3 项目名称 0 | placeholder row | “0”不是项目名称，这一行无法使用',
    'applications.csv 4 所属集团 否 | placeholder cell | “否”不是所属集团，按没有填计',
    'applications.csv 6 所属集团 同上 | placeholder cell | “同上”指的是哪一格不清楚，没有按上一行填，按没有填计',
    'applications.csv 7 项目编号 待定 | unreadable_id row | “待定”不是编号',
    'checks.csv 2 结果 #REF! | placeholder row | “#REF!”是表格软件的错误提示，不是结果，这一行无法使用',
    'events.csv 2 原因 〃 | placeholder cell | “〃”指的是哪一格不清楚，没有按上一行填，按没有填计',
    'subsidies.csv 2 下达文号 待定 | placeholder cell | “待定”没有写出下达文号，按没有填计',
    'subsidies.csv 2 预算年度 25 | unreadable_year cell | “25”只有两位，看不出是哪一年',
    'subsidies.csv 3 下达文号 详见附件 | placeholder cell | “详见附件”没有写出下达文号，按没有填计',
    'subsidies.csv 3 预算年度 25 | unreadable_year cell | “25”只有两位，看不出是哪一年',
  ]);
});

test.runIf(isFull)('numbers that nobody gives are told', async () => {
  const told = await defectsOf({
    'reviews.csv': csv(
      ['101', '999', '999.0', '100', '99.9', '１５０分'].map((score, i) => ({
        项目编号: `P${i}`,
        结论: '揭榜',
        得分: score,
      }))
    ),
    'quotas.csv': csv(
      [
        ['济南', '999'],
        ['青岛', '9,999'],
        ['烟台', '99999个'],
        ['潍坊', '8888'],
        ['淄博', '12345'],
        ['威海', '99'],
        ['德州', '111'],
        ['聊城', '1990'],
        ['菏泽', '2025'],
      ].map(([市 = '', 推荐名额 = '']) => ({ 批次: '2025', 市, 推荐名额 }))
    ),
  });
  expect(told.flatMap((line) => (line.includes('odd_number') ? line.split(' | ')[0] : []))).toEqual([
    'quotas.csv 2 推荐名额 999',
    'quotas.csv 3 推荐名额 9,999',
    'quotas.csv 4 推荐名额 99999个',
    'quotas.csv 5 推荐名额 8888',
    'quotas.csv 6 推荐名额 12345',
    'quotas.csv 10 推荐名额 2025',
    'reviews.csv 2 得分 101',
    'reviews.csv 3 得分 999',
    'reviews.csv 4 得分 999.0',
    'reviews.csv 7 得分 １５０分',
  ]);
});

test.runIf(isFull)('days that programs write into blank cells are told, and are none', async () => {
  const told = await defectsOf({
    'applications.csv': csv([
      good('P1', { 响应内容起始日期: '1900-01-01', 实施期止: '2099-12-31' }),
      good('P2', { 响应内容起始日期: '1970/1/1', 实施期止: '2026-02-28' }),
      good('P3', { 响应内容起始日期: '1985-01-01', 实施期止: '2026-02-28' }),
    ]),
  });
  expect(
    told.map((line) => line.split(' | ').slice(0, 2).join(' ')).filter((line) => line.includes('odd_day'))
  ).toEqual([
    'applications.csv 2 响应内容起始日期 1900-01-01 odd_day cell',
    'applications.csv 2 实施期止 2099-12-31 odd_day cell',
    'applications.csv 3 响应内容起始日期 1970/1/1 odd_day cell',
  ]);
});

test('what has happened cannot lie behind the as-of day: it does not count, and each such column says so once', async () => {
  const files = {
    'applications.csv': csv([good('A', { 实施期止: '2027-12-31' })]),
    'subsidies.csv': csv([
      { 项目编号: 'A', 预算年度: '2026', 下达金额: '1', 下达日期: '2026-06-01', 拨付日期: '2026-07-02', 拨付金额: '1' },
      { 项目编号: 'A', 预算年度: '2026', 下达金额: '2', 下达日期: '2027-06-01', 拨付日期: '', 拨付金额: '' },
      { 项目编号: 'A', 预算年度: '2026', 下达金额: '3', 下达日期: '2026-05-31', 拨付日期: '', 拨付金额: '' },
    ]),
  };
  const told = await defectsOf(files, { asOf: '2026-05-31' });
  const fix = '日期写错的改过来；没有写错的，截至日到了那一天就计入';
  expect(told.filter((line) => line.includes('future_day'))).toEqual([
    `subsidies.csv 2 下达日期 2026-06-01 | future_day mark | 这一列有 2 格晚于截至日 2026-05-31，最晚 2027-06-01；还没有到，不计入各数 | ${fix}`,
    `subsidies.csv 2 拨付日期 2026-07-02 | future_day mark | 这一列有 1 格晚于截至日 2026-05-31，最晚 2026-07-02；还没有到，不计入各数 | ${fix}`,
  ]);
});

test.runIf(isFull)('who went into another firm has another code than it', async () => {
  const change = (新统一社会信用代码: string, 变更类型: string) => ({
    原统一社会信用代码: code,
    新统一社会信用代码,
    变更类型,
    变更日期: '2024-06-01',
  });
  expect(
    await defectsOf({
      'organisation_changes.csv': csv([
        change(code, '吸收合并'),
        change(code, '更名'),
        change(code, '住所迁移'),
        change('913701020006PF8K8E', '合并'),
      ]),
    })
  ).toEqual([
    `organisation_changes.csv 2 新统一社会信用代码 ${code} | unchanged_code mark | “吸收合并”写的新代码与原代码相同 | 填承继以后的代码；代码没有变的，变更类型改成更名、迁移或改制`,
  ]);
});

test.runIf(isFull)('every check has a title and is tried, here or in checks-between-rows', () => {
  const checks = readdirSync('pipelines/checks').map((file) => file.replace(/\.sql$/, ''));
  for (const check of checks)
    expect(parseSqlFile(check, readFileSync(`pipelines/checks/${check}.sql`, 'utf8')).header.title).toMatch(
      /\p{Script=Han}/u
    );
  expect(checks).toEqual(expect.arrayContaining([...betweenRows]));
  const here = checks.filter((check) => !betweenRows.includes(check));
  expect([...checksSeen]).toEqual(expect.arrayContaining(here));
});
