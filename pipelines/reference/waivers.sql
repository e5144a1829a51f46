-- title: 豁免
-- grain: 一条规则对一个对象在一个批次（或一个年度）的一次豁免一行，只管那个批次，不管下一年；对象是项目的，批次就是它的；只有“原则上”的规则可以豁免，结论照旧，另注明谁在哪天为什么豁免；waived_on_cell 是日期那一格的原文
-- key: rule, subject, batch
-- needs: subject, reason, by, on
-- names: rule = rules
select
  rule,
  subject as subject_id,
  batch,
  reason,
  "by" as waived_by,
  try_cast("on" as date) as waived_on,
  "on" as waived_on_cell,
from raw.waivers
