-- title: 固定取值的写法
-- grain: 一列的一种写法一行，只留文字和数字，字母大写；取值由各表的约定说，环节和评审结论还要有一份通知列出；单位类型和建设性质不限取值，也收常用的
with contracted as (
  select source, name, unnest(from_json("of", '["varchar"]')) as value
  from sources.contracts
  where "of" is not null
),
allowed as (
  select source, name, value
  from contracted
  where case
    when source = 'events' and name = 'stage' then value in (select step from reference.steps)
    when source = 'reviews' and name = 'result' then value in (select result from reference.results)
    else true
  end
  union all
  select 'applications' as source, 'applicant_type' as name, applicant_type as value
  from reference.applicant_types
  union all
  select 'applications' as source, 'construction' as name, construction as value
  from reference.construction_states
),
spelled as (
  select source, name, value, value as spelling
  from allowed
  union all
  select allowed.source, allowed.name, allowed.value, aliases.alias as spelling
  from allowed
  join reference.aliases on aliases.kind = 'choice' and aliases.name = allowed.value
),
folded as (
  select source, name, value, upper(regexp_replace(spelling, '[^\pL\pN]', '', 'g')) as spelling
  from spelled
)
select source, name, spelling, min(value) as value,
from folded
group by source, name, spelling
having count(distinct value) = 1
