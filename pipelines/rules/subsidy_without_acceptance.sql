-- title: 未通过验收即奖补
-- subject: project
-- reads: acceptances, subsidies, reviews, events[公布], events[撤销], events[撤回], events[终止]
-- settle: 在验收结果表里补填验收日期，在奖补资金表里补填下达日期和金额；没有流程记录的，交来公布的记录。
-- review_result: 评审结论
-- published_on: 公布日期
-- stopped_on: 撤销或终止日期
-- 各批次都看。下达日期与验收日期同日不算在前；有下达金额而两个日期缺一的，有早于验收的下达日期而没有金额的，待核。已撤回的、不予揭榜的、
-- 同批有公布记录而它没有公布的，有奖补即不通过；撤销、终止的，限那天或以后下达、
-- 拨付的，日期未填的也算。公布的记录没有交来、这一批的验收结果都没有导入的，待核。
with money as (
  select
    project_id,
    coalesce(bool_or(subsidy_allocated > 0), false) as is_allocated,
    min(if(subsidy_allocated > 0, allocated_on, null)) as allocated_on,
    min(if(subsidy_allocated is null, allocated_on, null)) as unstated_on,
    coalesce(bool_or(subsidy_allocated > 0 and allocated_on is null), false) as is_undated,
    max(greatest(if(subsidy_allocated > 0, coalesce(allocated_on, 'infinity'), null), if(subsidy_paid > 0, coalesce(paid_on, 'infinity'), null))) as last_on,
  from known.subsidies
  group by project_id
  having bool_or(greatest(subsidy_proposed, subsidy_allocated, subsidy_paid, subsidy_recovered) > 0)
),
batches as (
  select batch, bool_or(published_on is not null) as is_published, bool_or(acceptance_result is not null) as is_accepting,
  from lifecycle.followed_projects
  group by batch
),
judged as (
  select
    p.project_id,
    p.review_result,
    p.published_on,
    p.acceptance_result,
    p.concluded_on,
    if(p.is_revoked, p.revoked_on, p.stopped_on) as stopped_on,
    if(p.is_revoked, '撤销揭榜', '终止') as stopped,
    p.subsidy_proposed,
    p.subsidy_allocated,
    p.subsidy_paid,
    p.subsidy_recovered,
    m.* exclude (project_id),
    case
      when p.is_withdrawn then 'withdrawn'
      when p.review_means in ('refused', 'reserve') and p.published_on is null then 'refused'
      when p.acceptance_result is null and not b.is_accepting then 'no acceptances'
      when not p.is_accepted then 'not accepted'
      when p.has_log and p.published_on is null and b.is_published then 'never listed'
      when (p.is_revoked and m.last_on >= p.revoked_on) or (p.is_terminated and m.last_on >= coalesce(p.stopped_on, '-infinity')) then 'stopped'
      when m.allocated_on < p.concluded_on then 'before'
      when m.is_allocated and p.concluded_on is null then 'no conclusion day'
      when m.is_undated then 'no allocation day'
      when m.unstated_on < p.concluded_on then 'no amount before'
      when p.published_on is null then 'no listing'
      else 'after'
    end as finding,
    format(
      '奖补金额（拟奖补 {}、下达 {}、拨付 {}、收回 {}）',
      coalesce(format('{:.2f} 万元', subsidy_proposed::double / 10000), '未知'),
      coalesce(format('{:.2f} 万元', subsidy_allocated::double / 10000), '未知'),
      coalesce(format('{:.2f} 万元', subsidy_paid::double / 10000), '未知'),
      coalesce(format('{:.2f} 万元', subsidy_recovered::double / 10000), '未知')
    ) as amounts,
  from lifecycle.followed_projects as p
  join money as m using (project_id)
  join batches as b using (batch)
)
select
  project_id as subject_id,
  case
    when finding in ('withdrawn', 'refused', 'not accepted', 'never listed', 'stopped', 'before') then 'fail'
    when finding = 'after' then 'pass'
    else 'review'
  end as verdict,
  case finding
    when 'withdrawn' then format('项目已撤回，却有{}', amounts)
    when 'refused' then format('评审结论为{}，却有{}', review_result, amounts)
    when 'no acceptances' then format('这一批的验收结果没有导入，不能判断是否通过验收；有{}', amounts)
    when 'not accepted' then format('验收结论为{}，却有{}', coalesce(acceptance_result, '无'), amounts)
    when 'never listed' then format('没有公布揭榜，却有{}', amounts)
    when 'stopped' then format('{}{}，此后还有{}', coalesce(format('{} ', stopped_on), ''), stopped, amounts)
    when 'before' then format('{} 下达奖补，早于验收日期 {}', allocated_on, concluded_on)
    when 'no conclusion day' then '验收结论为通过而验收日期未填、读不出或存疑，不能判断奖补是否在验收之后下达'
    when 'no allocation day' then '有下达金额而下达日期未填、读不出或存疑，不能判断奖补是否在验收之后下达'
    when 'no amount before' then format('{} 有下达日期而下达金额未填或读不出，早于验收日期 {}，不能判断是否已经下达', unstated_on, concluded_on)
    when 'no listing' then '验收通过，奖补不早于验收；没有公布的记录，不能判断是否揭榜'
    when 'after' then '验收通过，奖补不早于验收'
  end as message,
  {
    review_result: review_result,
    published_on: published_on,
    stopped_on: stopped_on,
    acceptance_result: acceptance_result,
    concluded_on: concluded_on,
    allocated_on: allocated_on,
    subsidy_proposed: subsidy_proposed,
    subsidy_allocated: subsidy_allocated,
    subsidy_paid: subsidy_paid,
    subsidy_recovered: subsidy_recovered
  } as evidence,
from judged
