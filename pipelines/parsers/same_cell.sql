-- takes: cell, unit, kind
-- title: 比较两个格子用的值
-- definition: 金额按读出的数，日期按读出的时刻，别的按字：写法不同、值相同的算相同
case
  when kind = 'money' then coalesce(parsers.money(cell, unit)::varchar, parsers.tight(cell))
  when kind in ('day', 'start_day', 'end_day', 'time') then coalesce(parsers.moment(cell).at::varchar, parsers.tight(cell))
  when kind in ('id', 'project') then parsers.id(cell)
  else nullif(parsers.spelling(cell), '')
end
