-- title: 推荐排序不连续
-- subject: city
-- reads: recommendations, events[市推荐]
-- settle: 请该市补交推荐汇总表。
-- recommended: 市推荐 (个, count)
-- ranked: 有排序的 (个, count)
-- ranks: 不重复的排序 (个, count)
-- first_rank: 最小排序
-- last_rank: 最大排序
-- is_apart: 不占名额的另排
-- unranked: 没有排序的项目
-- 市推荐的项目应从 1 起各有一个不重不漏的排序，不占名额的另排也可以；没有交推荐汇总表的待核。
with handed_in as (
  select distinct batch, city
  from known.recommendations
),
recommended as (
  select batch, city, project_id, rank, quota_exempt = 1 as is_exempt,
  from marts.projects
  where recommended = 1 and applied = 1
),
counted as (
  select
    r.batch,
    r.city,
    count(*) as recommended,
    count(r.rank) as ranked,
    count(distinct r.rank) as ranks,
    min(r.rank) as first_rank,
    max(r.rank) as last_rank,
    count(r.rank) filter (r.is_exempt) as exempt_ranked,
    count(distinct r.rank) filter (r.is_exempt) as exempt_ranks,
    coalesce(max(r.rank) filter (r.is_exempt), 0) as exempt_last,
    count(distinct r.rank) filter (not r.is_exempt) as counted_ranks,
    coalesce(max(r.rank) filter (not r.is_exempt), 0) as counted_last,
    min(r.rank) filter (not r.is_exempt) is not distinct from 1 as is_counted_from_one,
    min(r.rank) filter (r.is_exempt) is not distinct from 1 as is_exempt_from_one,
    list(r.project_id order by r.project_id) filter (r.rank is null) as unranked,
  from recommended as r
  join reference.batches as b using (batch)
  where b.is_at_hand
  group by r.batch, r.city
),
read as (
  select
    c.*,
    h.city is not null as is_handed_in,
    -- 两份各自从 1 起、都不重复的，读作另排。
    is_counted_from_one
      and is_exempt_from_one
      and exempt_ranks = exempt_ranked
      and counted_ranks = ranked - exempt_ranked as is_apart,
  from counted as c
  left join handed_in as h using (batch, city)
),
judged as (
  select
    *,
    case
      when not is_handed_in then 'review'
      when ranked < recommended then 'fail'
      when is_apart and exempt_last = exempt_ranks and counted_last = counted_ranks then 'pass'
      when not is_apart and ranks = ranked and first_rank = 1 and last_rank = ranks then 'pass'
      else 'fail'
    end as verdict,
  from read
)
select
  city as subject_id,
  batch,
  city,
  verdict,
  case
    when verdict = 'review' then format('{} {} 市推荐 {} 个项目，没有推荐汇总表', batch, city, recommended)
    when verdict = 'pass' and is_apart
      then format('{} {} 市推荐 {} 个项目，占名额的排序 1 至 {}，不占名额的另排 1 至 {}', batch, city, recommended, counted_last, exempt_last)
    when verdict = 'pass' then format('{} {} 市推荐 {} 个项目，排序 1 至 {}', batch, city, recommended, last_rank)
    else format(
      '{} {} 市推荐 {} 个项目：{}',
      batch, city, recommended,
      concat_ws(
        '，',
        if(ranked < recommended, format('{} 个没有排序', recommended - ranked), null),
        if(is_apart and counted_last > counted_ranks, format('占名额的排序 1 至 {} 不连续', counted_last), null),
        if(is_apart and exempt_last > exempt_ranks, format('不占名额的排序 1 至 {} 不连续', exempt_last), null),
        if(not is_apart and ranks < ranked, format('{} 个排序重复', ranked - ranks), null),
        if(not is_apart and (first_rank <> 1 or last_rank <> ranks), format('排序 {} 至 {} 不连续', first_rank, last_rank), null)
      )
    )
  end as message,
  {batch: batch, city: city, recommended: recommended, ranked: ranked, ranks: ranks, first_rank: first_rank, last_rank: last_rank, is_apart: is_apart, unranked: unranked[:50]} as evidence,
from judged
