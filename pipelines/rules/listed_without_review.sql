-- title: 未经评审或公示即揭榜
-- subject: project
-- reads: events[省评审], events[公示], events[公布], events[撤销], reviews
-- needs: steps.step[省评审], steps.step[公示], steps.step[公布], results.means[listed]
-- settle: 在流程记录里补上公示的日期和结果；没有流程记录的，交来公示、公布的记录。
-- review_result: 评审结论
-- shown_on: 公示日期
-- shown_result: 公示结果
-- published_on: 公布日期
-- 各批次都看，限公布过的，和没有流程记录、评审结论也不是不予揭榜的。没有省评审记录也没有评审结果的，评审结论为不予揭榜的，公布在公示
-- 之前的，公示的异议没有了结的，不通过；公布了而没有公示记录、公示的结果看不懂的，待核；公示没有写结果而后来公布了的，通过，写明。公示几天通知没有写，只说出来。
-- 同样的写法只读一次。
with results as (
  select distinct shown.result as result,
  from lifecycle.followed_projects
),
words as (
  select r.result, o.means,
  from results as r
  join reference.objections as o on contains(parsers.tight(r.result), o.words)
  qualify rank() over (partition by r.result order by length(o.words) desc) = 1
),
objections as (
  select result, if(count(distinct means) = 1, min(means), null) as means,
  from words
  group by result
),
judged as (
  select
    p.project_id,
    p.review_result,
    p.shown.on as shown_on,
    p.shown.result as shown_result,
    p.published_on,
    p.shown_later_on,
    format('{} 公示{}', p.shown.on, coalesce(format('（{}）', p.shown.result), '')) as shown,
    case
      when p.published_at::date = p.shown.on then format('当日公布，相隔 {} 小时', date_diff('hour', p.shown.at, p.published_at))
      else format('{} 天后公布', p.published_on - p.shown.on)
    end as interval,
    case
      when p.published_on is null then 'no log'
      when not coalesce(p.is_reviewed, false) and p.review_result is null then 'not reviewed'
      when p.review_means = 'refused' and not p.is_revoked then 'refused'
      when p.shown is null and p.shown_later_on is not null then 'published first'
      when p.shown is null then 'not shown'
      when o.means = 'open' then 'objected'
      when o.means is null and p.shown.result is not null then 'result not understood'
      when p.shown.result is null then 'no result'
      else 'in order'
    end as finding,
  from lifecycle.followed_projects as p
  left join objections as o on o.result = p.shown.result
  where p.published_on is not null or (not p.has_log and p.review_means is distinct from 'refused')
)
select
  project_id as subject_id,
  case
    when finding in ('not reviewed', 'refused', 'published first', 'objected') then 'fail'
    when finding in ('in order', 'no result') then 'pass'
    else 'review'
  end as verdict,
  case finding
    when 'no log' then format('评审结论为{}，没有流程记录，不能判断是否公示、公布', coalesce(review_result, '无'))
    when 'not reviewed' then '已揭榜，没有省评审记录，也没有评审结果'
    when 'refused' then format('{} 公布，评审结论却为{}', published_on, review_result)
    when 'published first' then format('{} 公布，早于 {} 公示', published_on, shown_later_on)
    when 'not shown' then format('{} 公布，没有公示记录', published_on)
    when 'objected' then format('{}，{}，异议没有了结', shown, interval)
    when 'result not understood' then format('{}，{}，看不出有没有异议', shown, interval)
    when 'no result' then format('经评审（{}）揭榜；{}没有写结果，{}', coalesce(review_result, '有省评审记录'), shown, interval)
    else format('经评审（{}）揭榜；{}，{}', coalesce(review_result, '有省评审记录'), shown, interval)
  end as message,
  {review_result: review_result, shown_on: coalesce(shown_on, shown_later_on), shown_result: shown_result, published_on: published_on} as evidence,
from judged
