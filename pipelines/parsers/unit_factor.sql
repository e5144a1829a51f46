-- takes: unit
-- title: 一个单位合多少元
case replace(unit, ' ', '')
  when '元' then 1
  when '圆' then 1
  when '千元' then 1000
  when '万' then 10000
  when '万元' then 10000
  when '百万元' then 1000000
  when '千万元' then 10000000
  when '亿' then 100000000
  when '亿元' then 100000000
end
