-- takes: places, total, sheet, line
-- title: 另外几行在哪里
-- definition: places 是相同的 total 行里的前六行（sheet, row），除去自己，说出五处
list_transform(
  [list_filter(places, lambda place: place.sheet <> sheet or place.row <> line)[1:5]],
  lambda others: array_to_string(
    list_transform(
      others,
      lambda place: if(place.sheet = sheet, '', '工作表“' || place.sheet || '”') || '第 ' || place.row || ' 行'
    ),
    '、'
  ) || if(total > 6, '等 ' || (total - 1) || ' 行', '')
)[1]
