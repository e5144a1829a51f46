/**
 * A small province as a load leaves it, worked out by hand. Five projects:
 *
 * | id | batch | city | county | direction | task | type |
 * ownership | stage | recommended | exempt | verified | subsidy |
 * | P-1 | 2025   | 济南市 | 历下区 | 技术赋能  | 5G 工厂     | 服务商     | 民营      | 市已推荐 | 1 | 0 |      |     |
 * | P-2 | 2025   | 济南市 | 市中区 | 技术赋能  | 5G 工厂     | 制造业企业 | 省属国企  | 市已推荐 | 1 | 1 |      |     |
 * | P-3 | 2025   | 青岛市 | 市南区 | 链式转型  | 产业链协同  | 服务商     | 民营      | 已提交   | 0 | 0 |      |     |
 * | Q-1 | 2024-1 | 青岛市 | 市南区 | 未映射    | 标杆工厂    | 制造业企业 | 民营      | 已奖补   | 1 | 0 | 800 万 | 80 万 |
 * | Q_2 | 2024-1 | 枣庄市 |        | 未映射    | 标杆工厂    | 服务商     | 其他      | 验收未通过 | 1 | 0 | 0 |     |
 *
 * Quotas of 2025: 济南市 3, 青岛市 5; none is loaded for 枣庄市, which has no project of 2025.
 */
export function statements(version: string): string[] {
  const projects = `
    select * from (values
      ('P-1', '2025', '智能"工厂"一期', '5G 工厂', '技术赋能', '济南市', '历下区', '服务商', '民营', '市已推荐', '示例一公司', '=1+1', 1, 1, 1, 0, 0, 0, 0, 10000000.00, null, null, null, timestamp '2025-04-20 10:30:00', null::date, 2),
      ('P-2', '2025', '100%国产化改造', '5G 工厂', '技术赋能', '济南市', '市中区', '制造业企业', '省属国企', '市已推荐', '示例二公司', null, 1, 1, 0, 1, 0, 0, 0, 20000000.50, null, null, null, timestamp '2025-04-21 09:00:00', null, 3),
      ('P-3', '2025', '链主平台', '产业链协同', '链式转型', '青岛市', '市南区', '服务商', '民营', '已提交', '示例三公司', null, 1, 0, 0, 0, 0, 0, 0, 30000000.00, null, null, null, timestamp '2025-04-22 09:00:00', null, 4),
      ('Q-1', '2024-1', '标杆一', '标杆工厂', '未映射', '青岛市', '市南区', '制造业企业', '民营', '已奖补', '示例四公司', null, 1, 1, 1, 0, 1, 1, 1, 9000000.00, 8000000.00, 8000000.00, 800000.00, timestamp '2024-04-01 09:00:00', date '2025-03-01', 5),
      ('Q_2', '2024-1', '标杆二', '标杆工厂', '未映射', '枣庄市', null, '服务商', '其他', '验收未通过', '示例五公司', null, 1, 1, 1, 0, 1, 1, 0, 5000000.00, 0.00, null, null, timestamp '2024-04-02 09:00:00', date '2025-03-02', 6)
    ) as t (project_id, batch, project_name, task, direction, city, county, applicant_type, ownership, stage, applicant, site,
      applied, recommended, quota_used, quota_exempt, listed, concluded, accepted, total_investment, verified_investment,
      verified_of_supported, subsidy_of_verified, submitted_at, concluded_on, source_row)`;
  const dimensions = 'batch, city, direction, task, applicant_type, ownership, stage';
  const measures = [
    'applied',
    'recommended',
    'quota_used',
    'quota_exempt',
    'listed',
    'concluded',
    'accepted',
    'total_investment',
    'verified_investment',
    'verified_of_supported',
    'subsidy_of_verified',
    'supported',
  ];
  const sums = measures.map((name) => `sum(${name}) as ${name}`).join(', ');
  const formulas: Readonly<Record<string, string>> = {
    projects: 'coalesce(sum(p.projects), 0)::bigint',
    applied: 'coalesce(sum(p.applied), 0)::bigint',
    recommended: 'coalesce(sum(p.recommended), 0)::bigint',
    quota: 'sum(p.quota)::bigint',
    quota_used: 'coalesce(sum(p.quota_used), 0)::bigint',
    quota_remaining:
      'case when coalesce(sum(p.quota_unknown), 0) = 0 then metrics.quota(p) - metrics.quota_used(p) end',
    recommendation_rate: 'metrics.recommended(p) / nullif(metrics.applied(p), 0)::double',
    supported: 'coalesce(sum(p.supported), 0)::bigint',
    total_investment: 'sum(p.total_investment)',
    verified_investment: 'sum(p.verified_investment)',
    leverage: 'sum(p.verified_of_supported)::double / nullif(sum(p.subsidy_of_verified), 0)::double',
  };
  return [
    ...['reference', 'marts', 'metrics', 'catalog', 'loads', 'sources', 'staging', 'resolved', 'validated'].map(
      (name) => `create schema ${name}`
    ),
    `create table loads.load as select '${version}' as version, timestamp '2026-07-01 09:00:00' as loaded_at, date '2026-06-30' as as_of`,
    `create table reference.notices as select * from (values ('2024-1', '2024年第一批的通知', null, false, false), ('2024-2', '2024年第二批的通知', null, false, false), ('2025', '2025 年度通知', date '2025-02-05', true, false)) t (notice, title, issued_on, is_at_hand, is_open)`,
    `create table sources.open_items (notice varchar, file varchar, line integer, item varchar)`,
    `create table reference.batches as select * from (values ('2024-1', 2024, '2024-1', false, null::date, null::timestamp, date '2026-06-30'), ('2024-2', 2024, '2024-2', false, null, null, date '2026-06-30'), ('2025', 2025, '2025', true, date '2025-02-05', timestamp '2025-04-25 17:00:00', date '2026-06-30')) t (batch, year, notice, is_at_hand, notice_on, recommend_by, as_of)`,
    `create table reference.rules as select * from (values
      ('2025', 'late_submission', '2025', '三（二）', '青岛市不超过', 'error', null),
      ('2025', 'over_quota', '2025', '三（二）', '不超过', 'error', null),
      ('2025', 'group_limit', '2025', '三（二）', '20 个', 'warning', null),
      ('2024-1', 'late_submission', '2024-1', null, null, null, '通知不在手边，不判'),
      ('2024-1', 'over_quota', '2025', '三（二）', '不超过', 'error', null)
    ) t (notice, rule, quoted_from, clause, quotation, severity, off)`,
    `create table reference.metric_clauses as select '2025' as notice, unnest(['recommended', 'quota', 'quota_used', 'quota_remaining']) as metric, '三（二）' as clause
      union all select '2025', 'verified_investment', '三（四）'`,
    `create table reference.cities as select * from (values ('370100', '济南市'), ('370200', '青岛市'), ('370300', '淄博市'), ('370400', '枣庄市'), ('370500', '东营市'), ('370600', '烟台市'), ('370700', '潍坊市'), ('370800', '济宁市'), ('370900', '泰安市'), ('371000', '威海市'), ('371100', '日照市'), ('371300', '临沂市'), ('371400', '德州市'), ('371500', '聊城市'), ('371600', '滨州市'), ('371700', '菏泽市')) t (code, city)`,
    `create table reference.counties as select * from (values ('370102', '历下区', '济南市'), ('370103', '市中区', '济南市'), ('370202', '市南区', '青岛市'), ('370402', '市中区', '枣庄市')) t (code, county, city)`,
    `create table reference.directions as select * from (values ('2025', 1, '技术赋能', false), ('2025', 2, '链式转型', true), ('2025', 3, '载体赋能', true)) t (batch, position, direction, has_support_cap)`,
    `create table reference.limits as select '2025' as batch, 'supported_projects' as name, '链式转型' as applies_to, 5 as at_most`,
    `create table reference.tasks as select * from (values ('2025', 3, '5G 工厂'), ('2025', 7, '产业链协同')) t (batch, task_no, task)`,
    `create table reference.applicant_types as select * from (values ('服务商'), ('制造业企业'), ('载体承建单位')) t (applicant_type)`,
    `create table reference.ownerships as select * from (values ('中央驻鲁企业'), ('省属国企'), ('市属国企'), ('民营'), ('外资'), ('其他')) t (ownership)`,
    `create table reference.stages as select * from (values ('填报'), ('已提交'), ('县区已推荐'), ('市已推荐'), ('已揭榜'), ('已验收'), ('验收未通过'), ('整改或延期'), ('已奖补'), ('已退回')) t (stage)`,
    `create table reference.clauses as select '三（二）' as id, '推荐名额' as title, '2025' as notice, '三、工作流程' as heading, 1 as position, '青岛市不超过 20 个' as quotation`,
    `create table marts.projects as select *, (coalesce(subsidy_of_verified, 0) > 0)::integer as supported, subsidy_of_verified as subsidy_allocated, batch as support_period from (${projects})`,
    `create table marts.county_cube as
      select ${dimensions}, county, count(*) as projects, ${sums}, null::integer as quota, null::integer as quota_unknown
      from marts.projects group by all`,
    `create table marts.quotas as select * from (values ('2025', '济南市', 3, 0), ('2025', '青岛市', 5, 0)) t (batch, city, quota, quota_unknown)`,
    `create table marts.cube as
      select ${dimensions}, sum(projects) as projects, ${sums}, null::integer as quota, null::integer as quota_unknown
      from marts.county_cube group by all
      union all by name
      select b.batch, c.city, 0 as projects, ${measures.map((name) => (name.includes('invest') || name.includes('verified') ? `null as ${name}` : `0 as ${name}`)).join(', ')},
        q.quota, (q.quota is null and exists (select 1 from marts.projects p where p.batch = b.batch and p.city = c.city))::integer as quota_unknown
      from reference.batches b cross join reference.cities c left join marts.quotas q on q.batch = b.batch and q.city = c.city`,
    `create table marts.events as select * from (values
      ('P-1', '提交', timestamp '2025-04-20 10:30:00'), ('P-1', '市推荐', timestamp '2025-04-24 16:00:00'), ('Q-1', '公布', timestamp '2024-06-01 00:00:00')
    ) t (project_id, step, happened_at)`,
    `create table marts.acceptances as select * from (values ('Q-1', '通过', 8000000.00::decimal(18, 2)), ('Q_2', '不通过', 0.00)) t (project_id, acceptance_result, verified_investment)`,
    `create table marts.subsidies as select * from (values ('Q-1', 2025, 800000.00::decimal(18, 2))) t (project_id, budget_year, subsidy_allocated)`,
    `create table marts.organisations as select * from (values 
      ('91370100MA00000000', '示例一公司', 2025, 1, 1, 3, 2), ('91370200MA00000000', '示例三公司', 2025, 2, 0, 1, -1)
    ) t (organisation_id, organisation, year, used, used_listed, "limit", "left")`,
    `create table marts.slots as select * from (values
      ('91370100MA00000000', 2025, 'P-1', '智能"工厂"一期', '2025', '济南市', null, null, '牵头', false, false, 1, 0, 1, 0, 0, 0, 0, 0),
      ('91370200MA00000000', 2025, 'P-3', '链主平台', '2025', '青岛市', '示例集团', '2025', '牵头', false, false, 1, 0, 1, 0, 0, 0, 0, 0),
      ('91370200MA00000000', 2025, 'Q-1', '标杆一', '2024-1', '青岛市', null, null, '联合', true, false, 1, 1, 0, 0, 0, 0, 1, 0)
    ) t (organisation_id, year, project_id, project_name, batch, city, group_name, group_period, role, is_carried_over, is_later,
      in_declared, in_listed, own, partner_in, own_listed, partner_in_listed, carried_over, released)`,
    `create table marts.groups as select '示例集团' as group_name, '2025' as batch, 2025 as year, '2025' as batches, '2025' as group_period, false as is_state_group, 1 as used, 5 as "limit", 4 as "left", 0 as used_listed, 5 as left_listed`,
    `create table marts.province_support as select '2025' as batch, '2025' as batches, '2025' as support_period, '链式转型' as direction, 2 as position, 0 as supported, 5 as at_most, 5 as places_left`,
    `create table marts.caveats as select c.*, d.* from (values
      (null::varchar, null::varchar, null::varchar, null::varchar, null::varchar)) as c(project_id, batch, kind, source_title, said), (values (null::varchar, null::varchar)) as d(city, county) where false`,
    `create table marts.repeats as select *, null::varchar as site, null::varchar as partners, null::date as period_start, null::date as period_end, null::varchar as ledger_name, null::varchar as ledger_applicant_id, null::integer as ledger_year, null::decimal(18, 2) as ledger_amount, null::varchar as ledger_document, null::varchar as ledger_file, null::varchar as ledger_sheet, null::integer as ledger_row from (values
      ('P-1 P-3', 'P-1', true, 'P-3', '青岛市'), ('P-1 P-3', 'P-3', false, 'P-1', '济南市')
    ) t (pair_id, project_id, is_first, other_id, other_city)
    cross join (select 'review' as verdict, 'partner' as relation, 'near' as likeness, 'together' as standing, 0.8::double as similarity)
    join (select project_id, project_name, applicant, '91370100MA00000000' as applicant_id, batch, city, county, direction, task, applicant_type, ownership, stage, total_investment, subsidy_allocated from marts.projects) using (project_id)`,
    `create table marts.findings as select *, '2025' as notice, 2025 as year, coalesce(batch, '2025') as batches, 1 as findings, (verdict = 'fail')::integer as failed, (verdict = 'review')::integer as in_review, (verdict = 'pass')::integer as passed, 'submit_by' as moment, date '2025-04-24' as moment_on, date '2025-04-24' as judged_on, null::varchar as today, city as cities from (values
      ('late_submission', '逾期提交', '三（二）', '青岛市不超过', 'error', 'project', 'P-1', 'pass', '按时提交', '{"submitted_at":"2025-04-20 10:30:00"}'::json, date '2026-06-30', 'P-1', '2025', '济南市', '历下区', '技术赋能', '5G 工厂', '服务商', '民营', '市已推荐'),
      ('late_submission', '逾期提交', '三（二）', '青岛市不超过', 'error', 'project', 'P-3', 'fail', '逾期提交', '{"late":true}', date '2026-06-30', 'P-3', '2025', '青岛市', '市南区', '链式转型', '产业链协同', '服务商', '民营', '已提交'),
      ('over_quota', '超推荐名额', '三（二）', '不超过', 'error', 'city', '青岛市', 'fail', '超出名额', '{"quota":5}', date '2026-06-30', null, '2025', '青岛市', null, null, null, null, null, null),
      ('group_limit', '集团限额', '三（二）', '20 个', 'warning', 'group', '示例集团', 'review', '待核', null, date '2026-06-30', null, '2025', null, null, null, null, null, null, null)
    ) t (rule, title, clause, quotation, severity, subject_kind, subject_id, verdict, message, evidence, as_of, project_id, batch, city, county, direction, task, applicant_type, ownership, stage)`,
    ...Object.entries(formulas).map(([name, sql]) => `create macro metrics.${name}(p) as (${sql})`),
    `alter table marts.projects add column projects integer default 1`,
    `create table catalog.metrics as select * from (values
      ('projects', '项目数', '个', '项目的个数', null, null, null, '${formulas.projects}'),
      ('applied', '申报项目数', '个', '已提交且未撤回', null, null, null, '${formulas.applied}'),
      ('recommended', '市推荐数', '个', '市推荐仍然有效', null, null, null, '${formulas.recommended}'),
      ('quota', '推荐名额', '个', '各市推荐名额之和', null, null, null, '${formulas.quota}'),
      ('quota_used', '占用名额', '个', '推荐且占名额', null, null, null, '${formulas.quota_used}'),
      ('quota_remaining', '剩余名额', '个', '名额减占用', null, null, null, '${formulas.quota_remaining}'),
      ('recommendation_rate', '推荐率', '%', '推荐数 ÷ 申报数', 'recommended', 'applied', 'applied', '${formulas.recommendation_rate}'),
      ('total_investment', '总投资', '元', '总投资之和', null, null, null, '${formulas.total_investment}'),
      ('verified_investment', '核定实际投入', '元', '核定之和', null, null, null, '${formulas.verified_investment}'),
      ('leverage', '撬动比', '倍', '描述性指标', null, null, null, '${formulas.leverage}')
    ) t (name, title, unit, definition, numerator, denominator, n, sql)`,
    `create table sources.blank_rows (source_file varchar, source_sheet varchar, first_row integer, last_row integer)`,
    `alter table catalog.metrics add column format varchar`,
    `update catalog.metrics set format = map {'个': 'count', '元': 'yuan', '%': 'percent', '倍': 'ratio'}[unit]`,
    `create table catalog.columns as
      select table_name as mart, column_name as name,
        coalesce(map {'batch': '批次', 'city': '推荐市', 'county': '县（市、区）', 'direction': '方向', 'task': '揭榜任务', 'applicant_type': '单位类型', 'ownership': '企业性质', 'stage': '阶段', 'project_id': '项目编号', 'project_name': '项目名称', 'applicant': '申报单位', 'submitted_at': '提交时间'}[column_name], column_name) as title,
        case when data_type like 'DECIMAL%' then '元' when column_name in ('findings', 'failed', 'in_review', 'passed') then '条' end as unit,
        case when data_type like 'DECIMAL%' then 'yuan' when unit = '条' then 'count' end as format,
        case when data_type in ('INTEGER', 'BIGINT', 'HUGEINT') or data_type like 'DECIMAL%' then 'number' when data_type = 'DATE' then 'date' when data_type = 'TIMESTAMP' then 'timestamp' when data_type = 'JSON' then 'json' else 'string' end as type,
        null::varchar as formula
      from duckdb_columns() where schema_name = 'marts' order by table_name, column_index`,
    `create table catalog.marts as select * from (values
      ('cube', '汇总', 'quotas, projects', null, null),
      ('projects', '项目', null, 'project_id, project_name, applicant, batch, city, direction', 'project_id, project_name, applicant'),
      ('quotas', '各市推荐名额', null, null, null),
      ('repeats', null, null, null, 'project_id, other_id'),
      ('findings', null, null, 'title, subject_id, verdict, message, as_of, clause, batch, batches, year, city, rule, subject_kind, project_id', null)
    ) t (name, title, rows, names, searched)`,
    `create table sources.contracts as select *, if(name = 'stage', 'choice', 'text') as kind, if(name = 'stage', '["提交"]', null) as "of" from (values
      ('applications', '项目基本信息表', 'project_id', '项目编号', 1, false), ('applications', '项目基本信息表', 'project_name', '项目名称', 2, false),
      ('applications', '项目基本信息表', 'total_investment', '项目总投资', 3, false),
      ('applications', '项目基本信息表', 'contact', '联系人', 4, true), ('applications', '项目基本信息表', 'phone', '联系电话', 5, true),
      ('events', '流程记录', 'project_id', '项目编号', 1, false), ('events', '流程记录', 'stage', '环节', 2, false),
      ('quotas', '各市推荐名额表', 'city', '市', 1, false)
    ) t (source, source_title, name, header, position, is_private)`,
    `create table sources.files as select * from (values
      ('applications-示例数据.csv', '', '${'a'.repeat(64)}', '[{"name":"project_name","header":"项目名称","unit":null},{"name":"project_id","header":"项目编号","unit":null},{"name":"phone","header":"电话","unit":null},{"name":"contact","header":"联系人","unit":null},{"name":null,"header":"备注","unit":null},{"name":"total_investment","header":"总投资","unit":"万元"}]'),
      ('events-示例数据.csv', '流程', '${'b'.repeat(64)}', '[{"name":"project_id","header":"项目编号","unit":null},{"name":"stage","header":"环节","unit":null}]')
    ) t (source_file, source_sheet, sha256, layout)`,
    `create table sources.applications as select * from (values
      ('P-1', '智能"工厂"一期', '1,000.00', '万元', '王示例', '13800001234', '{"备注":"找李工 13912345678"}', 'applications-示例数据.csv', '', 3, 1),
      ('P-2', '100%国产化改造', '2000', '万元', '赵示例', '13800005678', null, 'applications-示例数据.csv', '', 4, 1),
      ('P-1', '旧名', '900', '万元', '王示例', '13800001234', null, 'applications-示例数据.csv', '', 9, 1)
    ) t (项目编号, 项目名称, 项目总投资, 项目总投资_单位, 联系人, 联系电话, 其他列, source_file, source_sheet, source_row, file_order)`,
    `create table sources.events as select 'P-1' as 项目编号, '提交' as 环节, null::varchar as 其他列, 'events-示例数据.csv' as source_file, '流程' as source_sheet, 2 as source_row, 2 as file_order`,
    `create table staging.applications as select 项目编号 as project_id, source_file, source_sheet, source_row from sources.applications`,
    `create table staging.events as select 项目编号 as project_id, source_file, source_sheet, source_row from sources.events`,
    `create table validated.events as select 'P-1' as project_id, '提交' as stage, source_file, source_sheet, source_row from sources.events`,
    `create table resolved.dropped as select 'applications' as source, 'applications-示例数据.csv' as source_file, '' as source_sheet, 9 as source_row, 'superseded' as why`,
    `create table resolved.superseded as select source, source_file, source_sheet, source_row, source_file as by_file, '' as by_sheet, 3 as by_row, '后交的文件里有同一个键的行' as reason from resolved.dropped`,
    `create table loads.defects as select * from (values
      (1, 'unreadable_cell', 'applications', 'applications-示例数据.csv', '', 7, '项目总投资', '约300', '金额读不出来', '请只填数字', 'cell'),
      (2, 'ragged_row', 'applications', 'applications-示例数据.csv', '', 8, null, 'P-9,=HYPERLINK(1),13800001234', '列数不对', '请补齐', 'row'),
      (3, 'doubtful', 'applications', 'applications-示例数据.csv', '', 9, '联系电话', '0531-1234567', '电话可疑', '请核对', 'mark')
    ) t (position, "check", source, file, sheet, row, "column", value, problem, fix, effect)`,
    `alter table sources.files add column source varchar`,
    `alter table sources.files add column file_order integer`,
    `alter table sources.files add column status varchar default 'read'`,
    `alter table sources.files add column read integer default 9`,
    `alter table sources.files add column totals integer default 0`,
    `alter table sources.files add column blank integer default 0`,
    `update sources.files set source = split_part(source_file, '-', 1), file_order = if(starts_with(source_file, 'app'), 1, 2)`,
    `create table sources.set_aside as select * from (values
      ('applications', 'applications-示例数据.csv', '', 8, 'rejected', '["五期","P-9","13800009999","张示例","10"]'),
      ('applications', 'applications-示例数据.csv', '', 10, 'note', '["填表人：王示例　电话 13800001234","","","","",""]')
    ) t (source, source_file, source_sheet, source_row, what, cells)`,
    `create view staging.rows as select 'applications' as source, source_file, source_sheet, source_row, project_id as row_key from staging.applications`,
    'create schema assertions',
    `create table assertions.compared as select *, '{}' as subject from (values
      ('cells_sum', 1, '2025 济南市', 'total_investment', 30000000.50::decimal(38, 2), 30000000.50::decimal(38, 2)), ('rows_balance', 1, 'applications-示例数据.csv', null, 6, 6)
    ) t (assertion, position, what, measure, left_side, right_side)`,
    `create table catalog.assertions as select * from (values
      ('cells_sum', '汇总与逐项目相等', '逐项目', '汇总', 'select 1'), ('rows_balance', '一行不少', '读到', '去处', 'select 1')
    ) t (name, title, "left", "right", sql)`,
    `create table catalog.rules as select * from (values
      ('late_submission', '逾期提交', 'events[提交]', '核对钟点。', 'as_of', 'project', '{"late":"逾期"}'),
      ('over_quota', '超推荐名额', 'quotas', null, null, 'city', '{}'),
      ('group_limit', '集团限额', 'applications', '核对集团。', null, 'group', '{}')
    ) t (name, title, reads, settle, follows, subject, evidence)`,
    'alter table catalog.rules add column tallied varchar',
  ];
}
