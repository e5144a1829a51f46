-- title: 评审、公示、公布与撤销
-- grain: 有这些记录的项目一行；只看最后一次申报以来的记录，此后撤回了的也在内
-- shown: 公布以前最近的一次公示，没有公布的是最近的一次
-- shown_later_on: 公布以后才有的公示
-- published_on: 公布日期 — 作数的那次公布；撤销以后又公布的，是又公布的那一次
-- revoked_on: 最近一次撤销的日期
-- is_revoked: 撤销以后没有再公布
with filings as (
  select t.project_id, coalesce(max(t.seq) filter (t.step = '撤回' and t.seq < s.submitted_seq), 0) as after_seq,
  from lifecycle.timeline as t
  left join lifecycle.milestones as s using (project_id)
  group by t.project_id
),
steps as (
  select
    t.project_id,
    t.seq,
    t.step,
    t.happened_on,
    t.happened_at,
    t.result,
    coalesce(max(if(t.step = '撤销', t.seq, null)) over (partition by t.project_id), 0) as revoked_seq,
  from lifecycle.timeline as t
  join filings as f using (project_id)
  where t.seq > f.after_seq and t.step in ('省评审', '公示', '公布', '撤销')
),
published as (
  select
    project_id,
    max(revoked_seq) as revoked_seq,
    coalesce(min(seq) filter (seq > revoked_seq), min(seq)) as published_seq,
    max(seq) > max(revoked_seq) as is_published,
  from steps
  where step = '公布'
  group by project_id
)
select
  s.project_id,
  bool_or(s.step = '省评审') as is_reviewed,
  arg_max({'on': s.happened_on, 'at': s.happened_at, 'result': s.result}, s.seq)
    filter (s.step = '公示' and coalesce(s.seq < p.published_seq, true)) as shown,
  min(s.happened_on) filter (s.step = '公示' and s.seq > p.published_seq) as shown_later_on,
  min(s.happened_on) filter (s.seq = p.published_seq) as published_on,
  min(s.happened_at) filter (s.seq = p.published_seq) as published_at,
  max(s.happened_on) filter (s.step = '撤销') as revoked_on,
  coalesce(bool_or(p.is_published), false) as is_published,
  max(s.revoked_seq) > 0 and not coalesce(bool_or(p.is_published), false) as is_revoked,
from steps as s
left join published as p using (project_id)
group by s.project_id
