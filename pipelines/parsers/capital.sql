-- takes: bare
-- title: 大写金额，已去掉注号
-- definition: 伍拾万元整、壹佰贰拾叁万肆仟伍佰元整、叁元伍角、5万3千元；要写明元、万或亿；“一百二元”“一万二元”是两可的写法，不读
list_transform(
  [parsers.capital_parts(parsers.capital_letters(bare))],
  lambda part: case
    when part.whole <> ''
      then (
        parsers.capital_section(part.yq, part.yb, part.ys, part.y1) * 100000000
        + parsers.capital_section(part.wq, part.wb, part.ws, part.w1) * 10000
        + parsers.capital_section(part.q, part.b, part.s, part.one)
        + coalesce(try_cast(part.jiao as integer), 0) * 0.1
        + coalesce(try_cast(part.fen as integer), 0) * 0.01
      )::decimal(18, 2)
  end
)[1]
