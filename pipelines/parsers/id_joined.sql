-- takes: id
-- title: 编号去掉可有可无的分隔
-- definition: 形近的字看作一样；字母和数字之间的、三位以上数字或 0 前面的分隔，不写也看得出来（SL-2025-001、SL2025001、2,025,001）；SL1-11 和 SL11-1 的不能去掉
regexp_replace(
  regexp_replace(
    regexp_replace(parsers.id_letters(id), '[^\pL\pN]+', '-', 'g'),
    '-(\d{3,}|0\d*)',
    '\1',
    'g'
  ),
  '(\pL)-(\pN)|(\pN)-(\pL)',
  '\1\2\3\4',
  'g'
)
