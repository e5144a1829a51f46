-- takes: cell
-- title: 几个统一社会信用代码
-- definition: 用分号或顿号隔开；重复的只留一个；一个也读不出，或空着，则为未知
list_transform(
  [list_filter(
    list_transform(parsers.code_parts(cell), lambda part: parsers.code(part)),
    lambda code: code is not null
  )],
  lambda found: nullif(list_filter(found, lambda code, place: list_position(found, code) = place), [])
)[1]
