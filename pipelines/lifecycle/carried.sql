-- title: 往年项目结转
-- grain: 一个往年项目的一个参与单位，对计入它的一个批次一行：到那个批次截止那天已揭榜、尚无验收结论也未终止
-- is_certain: 为假的，验收日期未填，到那天有没有结论不明；不占名额。
select
  m.organisation_id,
  m.project_id,
  m.is_lead,
  c.batch as into_batch,
  c.year as into_year,
  c.deadline_on,
  not (s.is_concluded and s.concluded_on is null) as is_certain,
from lifecycle.participants as m
join lifecycle.standing as s using (project_id)
join reference.carry_overs as c on c.from_batch = m.batch
where s.is_listed
  and coalesce(s.listed_on <= c.deadline_on, true)
  and not coalesce(s.is_concluded and s.concluded_on <= c.deadline_on, false)
  and not (s.is_terminated and coalesce(coalesce(s.stopped_on, s.concluded_on) <= c.deadline_on, true))
