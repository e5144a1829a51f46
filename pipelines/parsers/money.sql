-- takes: cell, unit
-- title: 金额
-- cell_format: plain
-- format: yuan
-- definition: 1,234.56、500万、0.5亿元、3000元、5千元、伍拾万元整；格子里的单位先于表头的单位，都没有的按万元；—、/、无 是没有；后面的注号（300①）不算，另行标出；负数、约数（约300）、区间（300-500）和不足一分的不读
case
  when regexp_full_match(cell, '(?:\d{1,3}(?:,\d{3}){1,2}|\d{1,9})(?:\.\d{1,2})?')
    then try_cast(try_cast(replace(cell, ',', '') as decimal(11, 2)) * parsers.unit_factor(unit) as decimal(18, 2))
  when regexp_matches(cell, '[零〇壹一贰貳二两兩叁參三肆四伍五陆陸六柒七捌八玖九拾十佰仟角分]|[万亿]\d')
    then parsers.capital(parsers.bare(cell))
  else list_transform(
    [{'parts': parsers.money_parts(cell), 'header': unit}],
    lambda said: list_transform(
      [{
        'yuan': try_cast(replace(said.parts.whole, ',', '') || rtrim(said.parts.fraction, '0') as decimal(26, 10))
          * parsers.unit_factor(coalesce(nullif(said.parts.unit, ''), said.header)),
        'digits': length(replace(said.parts.whole, ',', '')),
        'places': length(rtrim(said.parts.fraction, '0')) - 1,
      }],
      lambda read: case
        when read.digits <= 15 and read.places <= 10 and read.yuan = read.yuan::decimal(36, 2)
          then try_cast(read.yuan as decimal(18, 2))
      end
    )[1]
  )[1]
end
