-- takes: id
-- title: 编号看上去的样子
-- definition: 形近的字母看作一样（俄文 Х、希腊 Χ 看作 X，O 看作 0，I、L 看作 1），各种分隔看作一样，每段数字打头的零和引号、句点不算
trim(regexp_replace(
  regexp_replace(
    translate(id, 'АВЕКМНОРСТУХΑΒΕΖΗΙΚΜΝΟΡΤΥΧOIL', 'ABEKMH0PCTYXABEZH1KMN0PTYX011'),
    '[^\pL\pN]+|[一ー]',
    '-',
    'g'
  ),
  '(^|[^0-9])0+([0-9])',
  '\1\2',
  'g'
), '-号')
