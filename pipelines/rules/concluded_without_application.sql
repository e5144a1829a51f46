-- title: 未申请验收即出结论
-- subject: project
-- reads: acceptances, events[申请验收], events[公布]
-- needs: steps.step[申请验收]
-- settle: 在验收结果表里补填申请日期和验收日期，或交来流程记录。
-- published_on: 公布日期
-- 各批次都看，限验收结论为通过或不通过的。没有申请的，结论早于申请、早于公布的，同批有公布记录而它没有公布的，不通过；同日的不算早。
-- 没有流程记录、表里也没有申请日期的，没有公布记录的，验收日期未填的，待核。
with applications as (
  select project_id, min(happened_on) as applied_on,
  from lifecycle.timeline
  where step = '申请验收'
  group by project_id
),
batches as (
  select batch, bool_or(published_on is not null) as is_published,
  from lifecycle.followed_projects
  group by batch
),
facts as (
  select
    p.*,
    b.is_published as is_batch_published,
    coalesce(p.applied_on, e.applied_on) as asked_on,
  from lifecycle.followed_projects as p
  join batches as b using (batch)
  left join applications as e using (project_id)
  where p.is_concluded
),
judged as (
  select
    *,
    case
      when asked_on is null and has_log then 'not asked'
      when concluded_on < asked_on then 'before asked'
      when concluded_on < published_on then 'before published'
      when published_on is null and has_log and is_batch_published then 'never published'
      when asked_on is null then 'no log'
      when concluded_on is null then 'no day'
      when published_on is null then 'no publication'
      else 'in order'
    end as finding,
  from facts
)
select
  project_id as subject_id,
  case
    when finding = 'in order' then 'pass'
    when finding in ('no log', 'no day', 'no publication') then 'review'
    else 'fail'
  end as verdict,
  case finding
    when 'in order' then format('{} 申请验收，结论为{}', asked_on, acceptance_result)
    when 'not asked' then format('验收结论为{}，没有申请验收的记录或日期', acceptance_result)
    when 'before asked' then format(
      '{} 验收结论为{}，早于 {} 申请{}',
      concluded_on,
      acceptance_result,
      asked_on,
      if(concluded_on < published_on, format('、{} 公布', published_on), '')
    )
    when 'before published' then format('{} 验收结论为{}，早于 {} 公布', concluded_on, acceptance_result, published_on)
    when 'never published' then format('验收结论为{}，没有公布揭榜', acceptance_result)
    when 'no log' then format('验收结论为{}，没有流程记录，申请日期也没有填', acceptance_result)
    when 'no day' then format('验收结论为{}，验收日期未填、读不出或存疑，不能判断是否在申请和公布之后', acceptance_result)
    else format('{} 申请验收，结论为{}；没有公布的记录，不能判断是否在公布之后', asked_on, acceptance_result)
  end as message,
  {acceptance_result: acceptance_result, applied_on: asked_on, concluded_on: concluded_on, published_on: published_on} as evidence,
from judged
