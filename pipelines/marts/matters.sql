-- title: 督办事项
-- grain: 一个项目一件还没有办的事一行：谁来办，什么期限；已截止、不能再办的不在内
-- searched: project_id, project_name, applicant
-- names: project_id, project_name, applicant, batch, city, direction
-- kind: 事项代码
-- what: 要办的事
-- actor: 谁来办 — 申报单位、县（市、区）、市、省
-- acting: 办的单位
-- since_on: 等到现在，自
-- waited_days: 已等天数 (天) — 到截至日；日期未知的未知，不是 0
-- due_on: 期限
-- due_said: 期限，到几点 — 写明钟点的
-- due_basis: 期限依据 — 没有期限的，写为什么没有
-- state: 缓急 — 逾期；未到期；没有期限；期限未知
-- days_late: 逾期天数 (天) — 期限那一天不算
-- days_left: 还剩天数 (天)
-- amount: 涉及金额 (元, yuan) — 待拨付、待收回的；别的事没有
-- urge: 催办文字
-- matters: 事项 (件, count)
-- late: 逾期 (件, count)
-- coming: 未到期 (件, count)
-- unlimited: 没有期限 (件, count)
-- unknown: 期限未知 (件, count)
-- 各批次都看。填报、推荐截止以后没有办的不能再办，不催；省退回的可以再推荐，期限由处室定，不算逾期。
with local as (
  select distinct on (d.project_id) d.project_id, l.submit_by, l.document,
  from lifecycle.dimensions as d
  join reference.local_deadlines as l on l.batch = d.batch and l.city = d.city and (l.county is null or l.county = d.county)
  order by d.project_id, l.county nulls last
),
unpaid as (
  select project_id, min(allocated_on) as allocated_on, bool_or(allocated_on is null) as is_undated, sum(subsidy_allocated) as amount,
  from lifecycle.payments
  where unpaid = 1 and subsidy_allocated > 0
  group by project_id
),
recovery as (
  select
    f.project_id,
    m.subsidy_paid as amount,
    m.paid_on,
    m.is_undated,
    case
      when f.is_revoked then f.revoked_on
      when f.is_withdrawn then f.withdrawn_on
      when f.is_terminated then coalesce(f.stopped_on, f.concluded_on)
      else f.concluded_on
    end as stopped_on,
    case
      when f.is_revoked then '撤销揭榜'
      when f.is_withdrawn then '撤回'
      when f.is_terminated then '终止'
      else '验收不通过'
    end as stopped,
  from lifecycle.followed_projects as f
  join (
    select
      project_id,
      sum(subsidy_paid) as subsidy_paid,
      max(paid_on) filter (subsidy_paid > 0) as paid_on,
      coalesce(bool_or(subsidy_paid > 0 and paid_on is null), false) as is_undated,
      coalesce(sum(subsidy_recovered), 0) as recovered,
    from known.subsidies
    group by project_id
  ) as m using (project_id)
  where m.subsidy_paid > 0 and m.recovered = 0 and (f.is_revoked or f.is_withdrawn or f.is_terminated or f.acceptance_result = '不通过')
),
asked as (
  select project_id, max(happened_on) as asked_on,
  from lifecycle.timeline
  where step = '申请验收' and not is_void
  group by project_id
),
facts as (
  select
    p.project_id,
    p.period_end,
    y.progress,
    d.batch,
    d.stage,
    b.as_of,
    b.notice,
    s.* exclude (project_id),
    q.asked_on,
    greatest(a.applied_on, q.asked_on) as applied_on,
    s.acceptance_result in ('整改', '延期') and (q.asked_on > s.concluded_on) is not true as is_rectifying,
    coalesce(l.submit_by, b.submit_by)::date as submit_on,
    strftime(coalesce(l.submit_by, b.submit_by), '%Y-%m-%d %H:%M') as submit_said,
    if(l.submit_by is null, format('通知{}', b.submit_by_clause), l.document) as submit_basis,
    b.recommend_by::date as recommend_on,
    strftime(b.recommend_by, '%Y-%m-%d %H:%M') as recommend_said,
    format('通知{}', b.recommend_by_clause) as recommend_basis,
  from validated.applications as p
  join lifecycle.dimensions as d using (project_id)
  join lifecycle.standing as s using (project_id)
  join marts.stays as y using (project_id)
  join reference.batches as b on b.batch = d.batch
  left join lifecycle.acceptances as a using (project_id)
  left join asked as q using (project_id)
  left join local as l using (project_id)
),
threshold as (
  select batch, max(at_least) filter (name = 'idle_months')::integer as idle_months, max(at_least) filter (name = 'recovery_days')::integer as recovery_days,
  from reference.thresholds
  group by batch
),
open as (
  select project_id, 'submit' as kind, '提交申报' as what, '申报单位' as actor, null::date as since_on, submit_on as due_on, submit_said as due_said,
    submit_basis as due_basis, '通知没有录入填报截止时间' as undue, null::decimal(18, 2) as amount,
    '还没有提交申报' as stands, '请核对申报材料，确认无误后提交' as please,
  from facts
  where stage = '填报' and progress <> '已截止'
  union all by name
  select project_id, 'resubmit' as kind, '改好再提交' as what, '申报单位' as actor, last_step_on as since_on, submit_on as due_on, submit_said as due_said,
    submit_basis as due_basis, '通知没有录入填报截止时间' as undue,
    '申报已退回，还没有改好再提交' as stands, '请按退回意见修改后提交' as please,
  from facts
  where stage = '已退回' and last_step = '退回' and progress <> '已截止'
  union all by name
  select project_id, 'county' as kind, '县区推荐' as what, '县（市、区）' as actor, last_step_on as since_on, recommend_on as due_on, recommend_said as due_said,
    recommend_basis as due_basis, '通知没有录入市推荐截止时间' as undue,
    '已提交，县（市、区）还没有推荐或退回' as stands, '请审核，并推荐或退回；县（市、区）的时限由市里定，不晚于市推荐截止' as please,
  from facts
  where stage = '已提交' and progress <> '已截止'
  union all by name
  select project_id, 'city' as kind, '市推荐' as what, '市' as actor, last_step_on as since_on, if(stage = '县区已推荐', recommend_on, null) as due_on,
    if(stage = '县区已推荐', recommend_said, null) as due_said,
    recommend_basis as due_basis, if(stage = '县区已推荐', '通知没有录入市推荐截止时间', '省退回以后再推荐的期限由处室定') as undue,
    if(stage = '县区已推荐', '县（市、区）已推荐，市里还没有推荐或退回', '省里已退回，市里还没有再推荐') as stands,
    '请按名额评审论证，排序推荐或退回' as please,
  from facts
  where (stage = '县区已推荐' or (stage = '已退回' and last_step = '省退回')) and progress <> '已截止'
  union all by name
  select project_id, 'review' as kind, '评审' as what, '省' as actor, last_step_on as since_on, '通知没有规定评审的期限' as undue,
    '市里已推荐，还没有评审结论' as stands, '请安排评审' as please,
  from facts
  where stage = '市已推荐'
  union all by name
  select project_id, 'publicise' as kind, '公示' as what, '省' as actor, reviewed_on as since_on, '通知没有规定公示的期限' as undue,
    '评审结论为揭榜，还没有公示' as stands, '请安排公示' as please,
  from facts
  where stage = '拟揭榜'
  union all by name
  select project_id, 'publish' as kind, '公布' as what, '省' as actor, shown_on as since_on, '通知没有规定公布的期限' as undue,
    '已公示，还没有公布' as stands, '公示无异议的，请公布' as please,
  from facts
  where stage = '公示中'
  union all by name
  select
    project_id,
    case when is_rectifying then 'rectify' when applied_on is null then 'apply' else 'accept' end as kind,
    case when is_rectifying then '整改后再验收' when applied_on is null then '申请验收' else '验收' end as what,
    if(is_rectifying or applied_on is null, '申报单位', '省') as actor,
    case when is_rectifying then concluded_on when applied_on is null then listed_on else applied_on end as since_on,
    period_end as due_on,
    '实施期止' as due_basis,
    '实施期止未填、读不出或存疑' as undue,
    case
      when is_rectifying then format('上次验收结论为{}，还没有再出结论', acceptance_result)
      when applied_on is null then '已揭榜，还没有申请验收'
      else format('{} 已申请验收，还没有结论', applied_on)
    end as stands,
    case
      when is_rectifying then '请报送整改情况和再次验收的时间'
      when applied_on is null then '请申请验收，或者说明原因和计划时间'
      else '请安排验收'
    end as please,
  from facts
  where is_listed and not is_terminated and not is_concluded
  union all by name
  select project_id, 'allocate' as kind, '下达奖补' as what, '省' as actor, concluded_on as since_on, '通知没有规定下达的期限，也没有说验收通过的都奖补' as undue,
    '验收通过，还没有下达奖补' as stands, '请核定是否奖补' as please,
  from facts
  where stage = '已验收'
  union all by name
  select project_id, 'pay' as kind, '拨付奖补' as what, '市' as actor, if(u.is_undated, null, u.allocated_on) as since_on,
    if(u.is_undated, null, (u.allocated_on + to_months(t.idle_months))::date) as due_on,
    format('下达满 {} 个月（本系统约定）', t.idle_months) as due_basis,
    if(u.is_undated, '下达日期未填或读不出', '没有约定多久算久未拨付') as undue, u.amount::decimal(18, 2) as amount,
    format('奖补 {:,.2f} 万元已下达，还没有拨付', u.amount::double / 10000) as stands, '请拨付，并报送拨付日期和金额' as please,
  from facts as f
  join unpaid as u using (project_id)
  left join threshold as t using (batch)
  where not f.is_withdrawn and not f.is_revoked and not f.is_terminated and f.acceptance_result is distinct from '不通过'
  union all by name
  select project_id, 'recover' as kind, '收回奖补' as what, '市' as actor, if(r.is_undated, null, greatest(r.stopped_on, r.paid_on)) as since_on,
    if(r.is_undated or r.stopped_on is null, null, greatest(r.stopped_on, r.paid_on) + t.recovery_days) as due_on,
    format('{}以后 {} 天（本系统约定）', r.stopped, t.recovery_days) as due_basis,
    if(r.is_undated or r.stopped_on is null, '日期未填、读不出或存疑', '没有约定收回的期限') as undue, r.amount::decimal(18, 2) as amount,
    format('已{}，拨付的奖补 {:,.2f} 万元没有收回', r.stopped, r.amount::double / 10000) as stands, '请收回，并报送收回日期和金额' as please,
  from facts as f
  join recovery as r using (project_id)
  left join threshold as t using (batch)
),
timed as (
  select
    o.* replace (coalesce(o.due_said, o.due_on::varchar) as due_said),
    f.as_of,
    case
      when o.due_on < f.as_of then '逾期'
      when o.due_on is not null then '未到期'
      when o.kind in ('review', 'publicise', 'publish', 'allocate') or (o.kind = 'city' and f.stage = '已退回') then '没有期限'
      else '期限未知'
    end as state,
    (f.as_of - o.since_on)::integer as waited_days,
    if(o.due_on < f.as_of, f.as_of - o.due_on, null)::integer as days_late,
    if(o.due_on >= f.as_of, o.due_on - f.as_of, null)::integer as days_left,
  from open as o
  join facts as f using (project_id)
)
select
  t.project_id,
  p.project_name,
  d.* exclude (project_id),
  p.applicant_id,
  p.applicant,
  t.kind,
  t.what,
  t.actor,
  case t.actor
    when '申报单位' then p.applicant
    when '县（市、区）' then concat(d.city, coalesce(d.county, '（县区未填）'))
    when '市' then d.city
    else '省'
  end as acting,
  t.since_on,
  t.waited_days,
  t.due_on,
  t.due_said,
  if(t.due_on is null, t.undue, t.due_basis) as due_basis,
  t.state,
  t.days_late,
  t.days_left,
  t.amount,
  concat(
    case t.actor
      when '申报单位' then p.applicant
      when '县（市、区）' then concat(d.city, coalesce(d.county, ''), '工业和信息化主管部门')
      when '市' then concat(d.city, '工业和信息化局')
      else '省工业和信息化厅'
    end,
    '：', if(t.actor = '申报单位', '贵单位', concat(p.applicant, '的')), '“', p.project_name, '”（项目编号 ', t.project_id, '）', t.stands,
    case
      when t.state = '逾期' then format('。期限 {}（{}），到 {} 已过 {} 天', t.due_said, t.due_basis, t.as_of, t.days_late)
      when t.state = '未到期' then format('。期限 {}（{}），到 {} 还有 {} 天', t.due_said, t.due_basis, t.as_of, t.days_left)
      when t.waited_days is not null then format('，自 {} 起到 {} 已 {} 天', t.since_on, t.as_of, t.waited_days)
      else ''
    end,
    '。', t.please, '，并请答复办理情况。'
  ) as urge,
  1 as matters,
  (t.state = '逾期')::integer as late,
  (t.state = '未到期')::integer as coming,
  (t.state = '没有期限')::integer as unlimited,
  (t.state = '期限未知')::integer as unknown,
from timed as t
join validated.applications as p using (project_id)
join lifecycle.dimensions as d using (project_id)
order by t.project_id, t.kind
