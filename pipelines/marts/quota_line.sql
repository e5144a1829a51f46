-- title: 推荐排序与名额线
-- grain: 市推荐有效的、或者排在推荐汇总表里的一个项目一行；线在一个批次的一个市里画
-- names: project_id, project_name, applicant, batch, city, direction
-- rank: 推荐排序 — 推荐市的推荐汇总表里的；别的市表里的不算
-- quota: 推荐名额 (个)
-- city_used: 该市占用名额 (个)
-- first_place: 占名额的最前第几 — 占名额的项目按排序数；排序相同、没有排序、企业性质未填的，位次只知道在哪两个之间
-- last_place: 占名额的最后第几 — 同上；前面有是不是免占通知还没有录入的，它们可能都占
-- place: 名额线哪一边
-- after_returned: 线内退回几个就补上 (个) — 位次定得下来的，在线外才有
-- place_reason: 说明
-- recommended: 市推荐有效 (个, count)
-- quota_used: 占用名额 (个, count)
-- quota_exempt: 不占名额 (个, count)
-- quota_exemption: 免占名额理由
-- 先后定不了的不猜：可能在线内也可能在线外的是未定。企业性质未填的按占名额数，可能其实不占。
with listed as (
  select
    p.*,
    q.quota as city_quota,
    coalesce(p.quota_used = 1, false) as is_counted,
  from marts.projects as p
  join marts.quotas as q using (batch, city)
  where p.recommended = 1 or p.rank is not null
),
counted as (
  select
    *,
    count(*) filter (is_counted) over of_city as city_used,
    count(*) filter (is_counted and rank is null) over of_city as unranked,
    coalesce(sum(exemption_unknown) over of_city, 0) as exemptions_unknown,
    count(*) filter (is_counted) over up_to as up_to,
    count(*) filter (is_counted) over before as before,
    count(*) filter (exemption_unknown = 1) over up_to + count(*) filter (exemption_unknown = 1 and rank is null) over of_city as unsaid,
    count(*) filter (is_counted and ownership is null) over before as owners_unknown,
  from listed
  window
    of_city as (partition by batch, city),
    up_to as (partition by batch, city order by rank nulls last range between unbounded preceding and current row),
    before as (partition by batch, city order by rank nulls last range between unbounded preceding and 1 preceding)
),
placed as (
  select
    *,
    case when is_counted then if(rank is null, 1, before - owners_unknown + 1) end::integer as first_place,
    case when is_counted then if(rank is null, city_used + exemptions_unknown, up_to + unranked + unsaid) end::integer as last_place,
    up_to - before as alike,
  from counted
),
judged as (
  select
    *,
    case
      when recommended = 0 then '空出'
      when quota_exempt = 1 then '不占名额'
      when exemption_unknown = 1 then '未定'
      when city_quota is null then '名额未导入'
      when exemptions_unknown > 0 then '未定'
      when last_place <= city_quota then '名额内'
      when first_place > city_quota and ownership is not null then '名额线外'
      else '未定'
    end as place,
  from placed
)
select
  project_id,
  batch,
  project_name,
  task,
  direction,
  applicant_id,
  applicant,
  applicant_type,
  ownership,
  city,
  county,
  stage,
  rank,
  city_quota as quota,
  if(exemptions_unknown > 0, null, city_used)::integer as city_used,
  first_place,
  last_place,
  place,
  if(place = '名额线外' and first_place = last_place, first_place - city_quota, null)::integer as after_returned,
  case
    when place = '空出' then case
      when stage = '已撤回' then '已撤回，名次空着'
      when stage = '已退回' then '已退回，名次空着'
      else format('{}，到截至日没有有效的市推荐，名次空着；要算数，由市里交流程记录“市推荐”', stage)
    end
    when place = '不占名额' then quota_exemption
    when exemption_unknown = 1 then '是不是免占名额，通知还没有录入'
    when place = '未定' then concat_ws(
      '，',
      if(exemptions_unknown > 0, '本市有项目是不是免占名额，通知还没有录入', null),
      if(rank is null, '没有排序', null),
      if(rank is not null and alike > 1, format('有 {} 个占名额的都排第 {} 位', alike, rank), null),
      if(rank is not null and unranked > 0, format('有 {} 个没有排序，可能在它前面', unranked), null),
      if(ownership is null, '企业性质未填，可能不占名额', null),
      if(owners_unknown > 0, format('前面有 {} 个企业性质未填，可能不占名额', owners_unknown), null)
    )
    when place = '名额线外' and first_place < last_place then '在线外；线外的先后定不了'
  end as place_reason,
  recommended,
  quota_used,
  quota_exempt,
  quota_exemption,
  source_file,
  source_sheet,
  source_row,
from judged
order by batch, city, rank nulls last, project_id
