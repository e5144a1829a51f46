-- takes: cell
-- title: 一格里的几个代码
-- definition: 按 ; ； 、 逗号和换行分开；空的不算
list_filter(
  list_transform(regexp_split_to_array(cell, '[;；、,，\r\n]'), lambda part: parsers.tight(part)),
  lambda part: not parsers.blank(part, 'codes')
)
