-- takes: cell
-- title: 金额的写法
-- definition: 整数部分、小数部分、格子里写的单位；不是用数字写的金额，三样都空
regexp_extract(
  parsers.bare(cell),
  '^(?:人民币|RMB|CNY|¥)?:? ?(\d{1,3}(?:,\d{3})+|\d*)(\.\d+)?(?: ?(元|圆|百 ?元|千 ?元|万|万 ?[元圆]|十万 ?元|百万|百万 ?元|千万|千万 ?元|亿|亿 ?[元圆])(?:人民币)?)?[整正]?$',
  ['whole', 'fraction', 'unit']
)
