-- title: 单位的承继
-- grain: 一个单位和它变更以后的一个单位一行，一路承继下去的都在内；分立的有几行；变来变去的圈子里两个互为承继
-- organisation_id: 原来的代码
-- successor_id: 后来的代码
-- changed_on: 从哪天起是它；为空的，变更日期未填，按早已变更看
-- is_latest: 此后没有再变成别的，是现在的代码
with recursive changes as (
  select distinct old_id, new_id, changed_on,
  from known.organisation_changes
  where old_id <> new_id
),
-- 一步接一步，后一步不早于前一步：先分出去的，不承继后来并进来的。
steps as (
  select old_id as organisation_id, new_id as successor_id, changed_on,
  from changes
  union
  select s.organisation_id, c.new_id, greatest(c.changed_on, s.changed_on),
  from steps as s
  join changes as c on c.old_id = s.successor_id
  where coalesce(c.changed_on >= s.changed_on, true) and c.new_id <> s.organisation_id
),
reached as (
  select organisation_id, successor_id, if(bool_or(changed_on is null), null, min(changed_on)) as changed_on,
  from steps
  group by organisation_id, successor_id
)
select
  r.organisation_id,
  r.successor_id,
  r.changed_on,
  not exists (from changes as c where c.old_id = r.successor_id and coalesce(c.changed_on >= r.changed_on, true)) as is_latest,
from reached as r
