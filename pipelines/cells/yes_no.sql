-- takes: cell
-- title: 是否
case
  when upper(cells.tight(cell)) in ('是', '√', '✓', '✔', '☑', '有', '对', 'Y', 'YES', 'TRUE', '1') then true
  when upper(cells.tight(cell)) in ('否', '×', '✗', '✘', '☒', '╳', '无', '没有', '不是', 'X', 'N', 'NO', 'FALSE', '0') then false
end
