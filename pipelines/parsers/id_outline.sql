-- takes: id
-- title: 编号看上去的样子
-- definition: 形近的字看作一样，各种分隔看作一样，每段数字打头的零和引号、句点不算
trim(regexp_replace(
  regexp_replace(parsers.id_letters(id), '[^\pL\pN]+|[一ー]', '-', 'g'),
  '(^|[^0-9])0+([0-9])',
  '\1\2',
  'g'
), '-号')
