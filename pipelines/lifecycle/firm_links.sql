-- title: 查重时放在一起看的单位
-- grain: 两个单位的一种关系一行，两个方向各一行；每个单位与自己也有一行
-- passing: 只有查重用
-- relation: same 同一代码；successor 一个承继另一个；name 名称相同、代码不同；kin 由同一单位变更而来，或都并入了同一单位；partner 联合申报过
-- changed_on: 承继从哪天起；为空的，日期未填或不是承继
with members as (
  select distinct organisation_id,
  from lifecycle.participants
  union
  select applicant_id,
  from known.prior_support
),
names as (
  select distinct applicant_id as organisation_id, parsers.firm_name(applicant) as firm_name,
  from validated.applications
  where parsers.firm_name(applicant) is not null
),
partners as (
  select distinct applicant_id as lead_id, unnest(partner_ids) as partner_id,
  from validated.applications
),
links as (
  select organisation_id, organisation_id as other_id, 'same' as relation, null::date as changed_on,
  from members
  union
  select organisation_id, successor_id, 'successor', changed_on,
  from lifecycle.successors
  union
  select successor_id, organisation_id, 'successor', changed_on,
  from lifecycle.successors
  union
  select n.organisation_id, o.organisation_id, 'name', null,
  from names as n
  join names as o using (firm_name)
  where n.organisation_id <> o.organisation_id
  union
  select a.successor_id, b.successor_id, 'kin', null,
  from lifecycle.successors as a
  join lifecycle.successors as b using (organisation_id)
  where a.successor_id <> b.successor_id
  union
  select a.organisation_id, b.organisation_id, 'kin', null,
  from lifecycle.successors as a
  join lifecycle.successors as b using (successor_id)
  where a.organisation_id <> b.organisation_id
  union
  select lead_id, partner_id, 'partner', null,
  from partners
  where lead_id <> partner_id
  union
  select partner_id, lead_id, 'partner', null,
  from partners
  where lead_id <> partner_id
)
from links
