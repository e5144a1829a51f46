-- takes: unit
-- title: 一个单位合多少元
list_transform(
  [replace(replace(unit, ' ', ''), '圆', '元')],
  lambda said: case said
    when '元' then 1
    when '百元' then 100
    when '千元' then 1000
    when '万' then 10000
    when '万元' then 10000
    when '十万元' then 100000
    when '百万' then 1000000
    when '百万元' then 1000000
    when '千万' then 10000000
    when '千万元' then 10000000
    when '亿' then 100000000
    when '亿元' then 100000000
  end
)[1]
