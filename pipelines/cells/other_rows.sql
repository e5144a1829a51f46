-- takes: places, sheet, line
-- title: 另外几行在哪里
-- definition: places 是同一文件里的各行（sheet, row），除去自己；最多说五处
list_transform(
  [list_filter(places, lambda place: place.sheet <> sheet or place.row <> line)],
  lambda others: array_to_string(
    list_transform(
      others[1:5],
      lambda place: if(place.sheet = sheet, '', '工作表“' || place.sheet || '”') || '第 ' || place.row || ' 行'
    ),
    '、'
  ) || if(len(others) > 5, '等 ' || len(others) || ' 行', '')
)[1]
