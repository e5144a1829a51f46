-- takes: cell
-- title: 一看就是日期与时间
-- definition: 2025-04-24，或再写 17:00、17:00:00，像是真的、真有那一天的；别的写法为空，由“日期与时间”去读
-- 交来的日期多半这样写：不必一种一种写法地对。
case
  when regexp_full_match(cell, '(?:19[89]|20[0-8])\d-\d\d-\d\d(?: (?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)?') then try_cast(cell as timestamp)
end
