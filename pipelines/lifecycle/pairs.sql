-- title: 像是重复的两个项目
-- grain: 一个受审核的项目和它像是重复的另一个项目、一条台账一行；同一批次的两个，两个方向各一行
-- relation: same 同一代码；successor 承继；name 单位名称相同、代码不同；kin 同源；partner 联合单位
-- likeness: same 同名；phase 去掉期次同名；near 名称相近；contained 一个名称写在另一个里；site 地点和联合单位相同；unmeasured 界限未知，没有比
-- standing: 另一个怎样算作申请过：supported 有奖补，listed 揭榜，proposed 拟揭榜，ledger 台账，together 同一批次，pending 同年另一批次还没有结果，undated 时间未知，ended 那天以前终止、撤销，不算
-- ended: 揭榜以后终止、撤销的，今天是什么
-- is_repeat: 同一单位或其承继单位，同名，而且另一个确实得过支持、揭榜或同批申报：不通过；否则待核
-- 只在已经出结果的批次申报、推荐过而没有揭榜的，不算；自己的批次那年和以后的台账也不算，那可能就是它自己的奖补。
with limits as (
  select
    batch,
    max(at_least) filter (name = 'name_similarity') as near_from,
    max(at_least) filter (name = 'name_contained') as contained_from,
  from reference.thresholds
  group by batch
),
judged as (
  select c.*, j.year as own_year, coalesce(least(m.days[r.moment], j.as_of), j.as_of) as moment_on, l.near_from, l.contained_from,
  from lifecycle.judged_projects as j
  join lifecycle.comparables as c using (project_id)
  join lifecycle.batch_moments as m on m.batch = j.batch
  left join reference.rules as r on r.notice = j.notice and r.rule = 'repeat_support'
  left join limits as l on l.batch = j.batch
),
others as (
  select
    c.*,
    s.is_submitted,
    s.is_listed,
    s.review_means,
    s.last_step,
    not s.is_withdrawn
      and (s.is_listed or s.is_revoked or s.review_means is not distinct from 'listed'
        or (s.shown_on is not null and coalesce(s.review_means not in ('refused', 'reserve'), true))) as is_chosen,
    case when s.is_revoked then '已撤销' when s.is_terminated then '已终止' end as ended,
    coalesce(if(s.is_revoked, s.revoked_on, s.stopped_on), if(s.acceptance_result = '终止', s.concluded_on, null)) as ended_on,
    coalesce(m.subsidy_allocated - coalesce(m.subsidy_recovered, 0) > 0, false) as is_supported,
  from lifecycle.comparables as c
  left join lifecycle.standing as s using (project_id)
  left join lifecycle.money as m using (project_id)
),
related as (
  select
    p.entry_id as project_id,
    o.entry_id as other_entry,
    arg_min(f.relation, list_position(['same', 'successor', 'name', 'kin', 'partner'], f.relation)) as relation,
  from judged as p
  join lifecycle.firm_links as f on f.organisation_id = p.organisation_id
  join others as o on o.organisation_id = f.other_id
  where o.entry_id <> p.entry_id
    and (f.relation <> 'successor' or coalesce(f.changed_on <= p.moment_on, true))
    and case
      when o.project_id is null then coalesce(o.year < p.own_year, true)
      when o.batch = p.batch then o.is_submitted and o.last_step not in ('退回')
      when (o.year, o.batch) < (p.own_year, p.batch) then o.is_supported or o.is_chosen or (o.year = p.own_year and o.is_submitted)
      else false
    end
  group by p.entry_id, o.entry_id
),
compared as (
  select
    r.project_id,
    r.other_entry,
    r.relation,
    o.project_id as other_id,
    o.organisation_id as other_firm,
    p.project_name,
    o.project_name as other_name,
    case
      when o.project_id is null then if(o.year is null, 'undated', 'ledger')
      when o.batch = p.batch then 'together'
      when o.is_supported then 'supported'
      when o.is_chosen and o.ended is null then if(o.is_listed, 'listed', 'proposed')
      when o.is_chosen and o.ended_on is null then 'undated'
      when o.is_chosen and o.ended_on > p.moment_on then 'listed'
      when o.is_chosen then 'ended'
      when o.review_means in ('refused', 'reserve') then 'ended'
      else 'pending'
    end as standing,
    if(o.is_supported, null, o.ended) as ended,
    o.year as other_year,
    o.batch as other_batch,
    o.source_file,
    o.source_sheet,
    o.source_row,
    p.name = o.name as is_same_name,
    p.core = o.core as is_same_core,
    p.near_from,
    p.contained_from,
    p.core,
    o.core as other_core,
    coalesce(
      (p.site = o.site or (least(length(p.site), length(o.site)) >= 4 and (contains(p.site, o.site) or contains(o.site, p.site))))
        and len(list_filter(list_intersect(p.members, o.members), lambda id: r.relation = 'partner' or id not in (p.organisation_id, o.organisation_id))) > 0,
      false
    ) as is_same_site,
  from related as r
  join judged as p on p.entry_id = r.project_id
  join others as o on o.entry_id = r.other_entry
),
measured as (
  select
    *,
    case
      when is_same_core then 1
      -- 字数差得多的，共有的字少的，再像也到不了界限，不去数。
      when 2.0 * least(length(core), length(other_core)) >= near_from * (length(core) + length(other_core))
        and 2.0 * least(
          length(core) - length(translate(core, other_core, '')),
          length(other_core) - length(translate(other_core, core, ''))
        ) >= near_from * (length(core) + length(other_core))
        then parsers.likeness(parsers.characters(core), parsers.characters(other_core))
    end as similarity,
    least(length(core), length(other_core)) >= contained_from
      and (contains(core, other_core) or contains(other_core, core)) as is_contained,
  from compared
  where standing <> 'ended'
),
alike as (
  select
    *,
    case
      when is_same_name then 'same'
      when is_same_core then 'phase'
      when similarity >= near_from then 'near'
      when is_contained then 'contained'
      when is_same_site then 'site'
      when near_from is null and relation in ('same', 'successor') then 'unmeasured'
    end as likeness,
  from measured
)
select
  project_id,
  other_entry,
  other_id,
  other_firm,
  project_name,
  other_name,
  relation,
  likeness,
  standing,
  ended,
  other_year,
  other_batch,
  if(likeness in ('unmeasured', 'site'), null, round(similarity, 2)) as similarity,
  parsers.differing(project_name, other_name) as own_words,
  parsers.differing(other_name, project_name) as other_words,
  relation in ('same', 'successor') and likeness = 'same' and standing not in ('undated', 'pending') as is_repeat,
  source_file,
  source_sheet,
  source_row,
from alike
where likeness is not null
