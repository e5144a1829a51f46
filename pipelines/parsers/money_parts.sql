-- takes: cell
-- title: 金额的写法
-- definition: 整数部分、小数部分、格子里写的单位；不是金额的三样都空
regexp_extract(
  parsers.fold(cell),
  '^(?:人民币|RMB|¥)? ?(\d{1,3}(?:,\d{3})+|\d*)(\.\d+)?(?: ?(元|圆|千元|万|万 ?元|百万元|千万元|亿|亿 ?元))?整?$',
  ['whole', 'fraction', 'unit']
)
