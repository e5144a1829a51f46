-- title: 像是重复的项目
-- grain: 像是重复的两个项目，从其中一个看一行：两个都是项目的有两行，一个是财政支持台账的只有项目那一行
-- searched: project_id, other_id, project_name, applicant, applicant_id, ledger_name
-- pair_id: 这一对
-- is_first: 从受审核的一个看；两个都受审核的，从编号在前的看
-- verdict: 判定 — 同一单位或其承继单位、同名的不通过，其余待核；通知未录全的一律待核
-- relation: 两个单位的关系
-- likeness: 哪里像
-- standing: 另一个怎样算作申请过
-- similarity: 名称相似度 — 相同的字占两个名称全部字数的比
-- partners: 联合单位
-- other_id: 另一个项目 — 是台账的为空
-- other_batch: 另一个项目的批次
-- other_city: 另一个项目的推荐市
-- ledger_name: 台账里的项目名称
-- ledger_applicant_id: 台账里的信用代码
-- ledger_year: 台账里的年度
-- ledger_amount: 台账里的金额 (元, yuan)
-- ledger_document: 台账里的文号
-- ledger_file: 台账的来源文件
-- ledger_sheet: 台账的来源工作表
-- ledger_row: 台账的来源行
with seen as (
  select *, concat_ws(' ', least(project_id, other_entry), greatest(project_id, other_entry)) as pair_id,
  from lifecycle.pairs
),
-- 同一批次的两个各有一行，只取一行。
once as (
  select seen.*, b.notice in (select notice from sources.open_items) as is_open,
  from seen
  join validated.applications as p using (project_id)
  left join reference.batches as b on b.batch = p.batch
  qualify row_number() over (partition by pair_id order by is_repeat desc, seen.project_id) = 1
),
sides as (
  select * exclude (other_id, other_batch), project_id as own_id, other_id, true as is_first,
  from once
  union all by name
  select * exclude (other_id, other_batch, source_file, source_sheet, source_row), other_id as own_id, project_id as other_id, false as is_first,
  from once
  where other_id is not null
),
names as (
  select applicant_id, arg_max(applicant, (batch, project_id)) as applicant,
  from validated.applications
  group by applicant_id
),
partners as (
  select m.project_id, string_agg(coalesce(n.applicant, m.partner_id), '、' order by m.partner_id) as partners,
  from (select project_id, unnest(partner_ids) as partner_id from validated.applications) as m
  left join names as n on n.applicant_id = m.partner_id
  group by m.project_id
)
select
  s.pair_id,
  p.project_id,
  p.project_name,
  p.applicant,
  p.applicant_id,
  d.* exclude (project_id),
  p.site,
  m.partners,
  p.period_start,
  p.period_end,
  p.total_investment,
  r.subsidy_allocated,
  s.is_first,
  if(s.is_repeat and s.is_open is distinct from true, 'fail', 'review') as verdict,
  s.relation,
  s.likeness,
  s.standing,
  s.similarity,
  s.other_id,
  o.batch as other_batch,
  o.city as other_city,
  l.project_name as ledger_name,
  l.applicant_id as ledger_applicant_id,
  l.year as ledger_year,
  l.amount as ledger_amount,
  l.document as ledger_document,
  l.source_file as ledger_file,
  l.source_sheet as ledger_sheet,
  l.source_row as ledger_row,
from sides as s
join validated.applications as p on p.project_id = s.own_id
join lifecycle.dimensions as d on d.project_id = s.own_id
left join lifecycle.measures as r on r.project_id = s.own_id
left join partners as m on m.project_id = s.own_id
left join lifecycle.dimensions as o on o.project_id = s.other_id
left join known.prior_support as l
  on s.other_id is null and (l.source_file, l.source_sheet, l.source_row) = (s.source_file, s.source_sheet, s.source_row)
order by s.pair_id, s.is_first desc
