-- title: 同一项目重复支持
-- subject: project
-- reads: applications, prior_support
-- needs: thresholds.name_similarity
-- settle: 请单位说明两个项目的建设内容；没有导入财政支持台账的，先导入台账。
-- prior_name: 以往的项目名称
-- similarity: 名称相似度
-- what: 以往的支持
-- 同一单位、名称相同（只比文字和数字）的不通过，名称相近（Jaro–Winkler 不低于界限）的待核。看省级台账和往期批次的奖补；
-- 中央、市级、县级资金不算。台账没有导入的，没有往期奖补也只能待核。
with prior as (
  select applicant_id, project_name, format('{}年省级资金支持', coalesce(year::varchar, '某')) as what, null as before_batch, year as before_year,
  from validated.prior_support
  where level = '省级'
  union all
  select applicant_id, project_name, format('{} 批次已下达奖补', batch), batch, null,
  from marts.projects
  where subsidy_allocated > 0
),
pairs as (
  select
    p.project_id,
    r.project_name as prior_name,
    r.what,
    parsers.spelling(p.project_name) = parsers.spelling(r.project_name) as is_same,
    jaro_winkler_similarity(parsers.spelling(p.project_name), parsers.spelling(r.project_name)) as similarity,
    l.at_least,
  from lifecycle.judged_projects as p
  join prior as r on r.applicant_id = p.applicant_id 
    and (r.before_batch is null or r.before_batch < p.batch)
    and (r.before_year is null or r.before_year < p.year)
  left join reference.thresholds as l on l.batch = p.batch and l.name = 'name_similarity'
),
nearest as (
  select
    project_id,
    bool_or(is_same) as is_same,
    arg_max({prior_name: prior_name, what: what}, (is_same, similarity, what, prior_name)) as prior,
    max(similarity) as similarity,
    bool_or(similarity >= at_least) as is_similar,
    bool_or(at_least is null and not is_same) as is_unmeasured,
  from pairs
  group by project_id
),
ledger as (
  select count(*) > 0 as is_ledger_loaded,
  from validated.prior_support
),
judged as (
  select
    p.project_id,
    n.is_same,
    n.is_similar,
    n.is_unmeasured,
    n.similarity,
    n.prior.prior_name,
    n.prior.what,
    is_ledger_loaded,
    case when n.is_same then 'fail' when n.is_similar or n.is_unmeasured or not is_ledger_loaded then 'review' else 'pass' end as verdict,
  from lifecycle.judged_projects as p
  cross join ledger
  left join nearest as n using (project_id)
)
select
  project_id as subject_id,
  verdict,
  case
    when is_same then format('同一单位的同名项目“{}”：{}', prior_name, what)
    when is_similar then format('同一单位有名称相近的项目“{}”（相似度 {:.2f}）：{}', prior_name, similarity, what)
    when is_unmeasured then format('同一单位以往有项目“{}”（{}），名称相近的界限未知', prior_name, what)
    when not is_ledger_loaded then '财政支持台账未导入，不能判断是否重复支持'
    else '没有查到同一单位的同名或名称相近的省级支持'
  end as message,
  {prior_name: prior_name, similarity: similarity, what: what} as evidence,
from judged
