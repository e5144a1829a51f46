-- title: 未经评审或公示即揭榜
-- subject: project
-- reads: events[省评审], events[公示], events[公布], reviews
-- needs: steps.step[省评审], steps.step[公示], steps.step[公布], results.means[listed]
-- settle: 在流程记录里补上公示的日期。
-- review_result: 评审结论
-- shown_on: 公示日期
-- published_on: 公布日期
-- 各批次都看。没有省评审记录也没有评审结果的，或公布在公示之前的，不通过；公布了而没有公示记录的待核。
with steps as (
  select
    project_id,
    bool_or(step = '省评审') as is_reviewed,
    min(seq) filter (step = '公示') as shown_seq,
    min(seq) filter (step = '公布') as published_seq,
    min(happened_on) filter (step = '公示') as shown_on,
    min(happened_on) filter (step = '公布') as published_on,
  from lifecycle.timeline
  where not is_void
  group by project_id
),
judged as (
  select
    p.project_id,
    p.review_result,
    s.shown_on,
    s.published_on,
    case
      when not coalesce(s.is_reviewed, false) and p.review_result is null then 'not reviewed'
      when s.published_seq < s.shown_seq then 'published first'
      when s.published_seq is not null and s.shown_seq is null then 'not shown'
      else 'in order'
    end as finding,
  from lifecycle.followed_projects as p
  left join steps as s using (project_id)
  where p.is_listed
)
select
  project_id as subject_id,
  case when finding in ('not reviewed', 'published first') then 'fail' when finding = 'not shown' then 'review' else 'pass' end as verdict,
  case finding
    when 'not reviewed' then '已揭榜，没有省评审记录，也没有评审结果'
    when 'published first' then format('{} 公布，早于 {} 公示', published_on, shown_on)
    when 'not shown' then format('{} 公布，没有公示记录', published_on)
    else format('经评审（{}）揭榜', coalesce(review_result, '有省评审记录'))
  end as message,
  {review_result: review_result, shown_on: shown_on, published_on: published_on} as evidence,
from judged
