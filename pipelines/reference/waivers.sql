-- title: 豁免
-- grain: 一条规则对一个对象的一次豁免一行；只有“原则上”的规则可以豁免，结论照旧，另注明谁在哪天为什么豁免
select
  rule,
  subject as subject_id,
  reason,
  "by" as waived_by,
  "on"::date as waived_on,
from raw.waivers
