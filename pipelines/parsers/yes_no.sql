-- takes: cell
-- title: 是否
-- definition: 是、√、✅、有、Y、1 为是；否、×、❌、无、N、0 为否；空着为未知
-- options: 是、否
case
  when upper(parsers.tight(cell)) in ('是', '√', '✓', '✔', '☑', '✅', '🗹', '有', '对', 'Y', 'YES', 'TRUE', '1') then true
  when upper(parsers.tight(cell)) in ('否', '×', '✗', '✘', '✖', '☒', '❌', '╳', '无', '没有', '不是', 'X', 'N', 'NO', 'FALSE', '0') then false
end
