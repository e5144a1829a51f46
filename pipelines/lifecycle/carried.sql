-- title: 往年项目结转
-- grain: 一个往年项目的一个参与单位，对计入它的一个批次一行：到那个批次截止那天已揭榜、尚无验收结论也未终止；单位变更了的，记到变更后的单位
-- is_certain: 为假的，验收日期未填，到那天有没有结论不明；不占名额。
-- is_open: 结转不结转，通知还没有录入
-- today: 截止以后到截至日不再占用的，怎样了
with members as (
  select organisation_id, project_id, batch, is_lead, null::date as since, false as is_successor,
  from lifecycle.participants
  union all
  select s.successor_id, p.project_id, p.batch, p.is_lead, s.changed_on, true,
  from lifecycle.participants as p
  join lifecycle.successors as s using (organisation_id)
),
-- 到截止那天已经变更的，只记到变更后的单位。
held as (
  select m.*, c.batch as into_batch, c.year as into_year, c.deadline_on, c.is_open,
  from members as m
  join reference.carry_overs as c on c.from_batch = m.batch
  where coalesce(m.since <= c.deadline_on, true)
    and not exists (
      from lifecycle.successors as s
      where s.organisation_id = m.organisation_id and coalesce(s.changed_on <= c.deadline_on, true)
    )
)
select
  h.organisation_id,
  h.project_id,
  bool_or(h.is_lead) as is_lead,
  bool_and(h.is_successor) as is_successor,
  h.into_batch,
  h.into_year,
  h.deadline_on,
  any_value(not (s.is_concluded and s.concluded_on is null)) as is_certain,
  bool_or(h.is_open) as is_open,
  any_value(
    case
      when s.is_terminated and coalesce(coalesce(s.stopped_on, s.concluded_on) <= b.as_of, true) then '已终止'
      when s.is_accepted and s.concluded_on <= b.as_of then '已验收'
      when s.is_concluded and s.concluded_on <= b.as_of then '验收未通过'
    end
  ) as today,
from held as h
join lifecycle.standing as s using (project_id)
join reference.batches as b on b.batch = h.into_batch
where s.is_listed
  and coalesce(s.listed_on <= h.deadline_on, true)
  and not coalesce(s.is_concluded and s.concluded_on <= h.deadline_on, false)
  and not (s.is_terminated and coalesce(coalesce(s.stopped_on, s.concluded_on) <= h.deadline_on, true))
group by h.organisation_id, h.project_id, h.into_batch, h.into_year, h.deadline_on
