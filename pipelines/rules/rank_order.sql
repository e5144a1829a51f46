-- title: 推荐排序不连续
-- subject: city
-- reads: recommendations, events[市推荐]
-- settle: 请该市补交推荐汇总表。
-- recommended: 市推荐 (个, count)
-- ranked: 有排序的 (个, count)
-- ranks: 不重复的排序 (个, count)
-- first_rank: 最小排序
-- last_rank: 最大排序
-- unranked: 没有排序的项目
-- 市推荐的项目应从 1 起各有一个不重不漏的排序；没有交推荐汇总表的待核。
with handed_in as (
  select distinct batch, city
  from validated.recommendations
),
recommended as (
  select batch, city, project_id, rank,
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
    list(r.project_id order by r.project_id) filter (r.rank is null) as unranked,
  from recommended as r
  join reference.batches as b using (batch)
  where b.is_at_hand
  group by r.batch, r.city
),
judged as (
  select
    c.*,
    h.city is not null as is_handed_in,
    case
      when h.city is null then 'review'
      when c.ranked < c.recommended or c.ranks < c.ranked or c.first_rank <> 1 or c.last_rank <> c.ranks then 'fail'
      else 'pass'
    end as verdict,
  from counted as c
  left join handed_in as h using (batch, city)
)
select
  city as subject_id,
  batch,
  city,
  verdict,
  case
    when verdict = 'review' then format('{} {} 市推荐 {} 个项目，没有推荐汇总表', batch, city, recommended)
    when verdict = 'pass' then format('{} {} 市推荐 {} 个项目，排序 1 至 {}', batch, city, recommended, last_rank)
    else format(
      '{} {} 市推荐 {} 个项目：{}',
      batch, city, recommended,
      concat_ws(
        '，',
        if(ranked < recommended, format('{} 个没有排序', recommended - ranked), null),
        if(ranks < ranked, format('{} 个排序重复', ranked - ranks), null),
        if(first_rank <> 1 or last_rank <> ranks, format('排序 {} 至 {} 不连续', first_rank, last_rank), null)
      )
    )
  end as message,
  {batch: batch, city: city, recommended: recommended, ranked: ranked, ranks: ranks, first_rank: first_rank, last_rank: last_rank, unranked: unranked[:50]} as evidence,
from judged
