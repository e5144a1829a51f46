-- title: 印发材料里的数不再成立
-- to: division
-- when_changed: yes
-- note: 签过章的材料按现在的数据重问，有数对不上的；问不出来的是未知，不是成立。
select
  code as key,
  city,
  broken as value,
  if(
    broken is null,
    format('印发的“{}”（{}，{}）里的数现在问不出来。', title, code, strftime(sealed_at, '%Y-%m-%d')),
    format('印发的“{}”（{}，{}）里 {} 个数，有 {} 个和现在的数据对不上。', title, code, strftime(sealed_at, '%Y-%m-%d'), numbers, broken)
  ) as message,
  {code: code, numbers: numbers, broken: broken} as evidence,
  broken is null as is_unknown,
from system_papers
where broken is null or broken > 0
