-- takes: cell
-- title: 是否
-- definition: 是、√、✅、有、Y、1 为是；否、×、❌、无、N、0 为否；空着为未知
-- options: 是、否
list_transform(
  [upper(parsers.tight(cell))],
  lambda said: case
    when said in ('是', '√', '✓', '✔', '☑', '✅', '🗹', '有', '对', 'Y', 'YES', 'TRUE', '1') then true
    when said in ('否', '×', '✗', '✘', '✖', '☒', '❌', '╳', '无', '没有', '不是', 'X', 'N', 'NO', 'FALSE', '0') then false
  end
)[1]
