-- title: 推荐了，没有市推荐的记录
-- definition: 推荐汇总表里的项目，流程记录里没有一条市推荐：市推荐数、占用名额都不计它，要等流程记录交来；已经评审、验收、下达奖补的不说；待核
with moved as (
  select project_id from validated.events where stage = '市推荐'
  union
  select project_id from validated.reviews
  union
  select project_id from validated.acceptances
  union
  select project_id from validated.subsidies
),
waiting as (
  select r.source_file, r.source_sheet, r.source_row, r.project_id, a.city, b.recommend_by,
  from validated.recommendations as r
  join validated.applications as a on a.project_id = r.project_id and a.batch = r.batch
  join reference.batches as b on b.batch = a.batch
  anti join moved on moved.project_id = r.project_id
)
select
  'recommendations' as source,
  w.source_file,
  w.source_sheet,
  w.source_row,
  k.header as "column",
  w.project_id as value,
  e.title || '里没有这个项目的市推荐：还不算市推荐，也不占名额' as problem,
  concat_ws('，', '由' || coalesce(w.city, '推荐市') || '交' || e.title, '给这个项目加一行：环节写“市推荐”，时间写推荐的时间', '通知的截止是 ' || strftime(w.recommend_by, '%Y-%m-%d %H:%M'))
    as fix,
  'mark' as effect,
from waiting as w
join sources.contracts as k on k.source = 'recommendations' and k.name = 'project_id'
cross join (select any_value(source_title) as title from sources.contracts where source = 'events') as e
