-- takes: cell
-- title: 并掉多余的空白
-- definition: 各种空白并成一个空格，零宽字符、异体选择符和两端的空白去掉，部首字形变汉字，别的字照旧
case
  when not regexp_matches(cell, '\p{Cf}|\p{Cc}|[\x{A0}\x{2E80}-\x{2FD5}\x{3000}\x{F900}-\x{FAFF}\x{FE00}-\x{FE0F}]|[\x{1680}-\x{205F}]|  |^ | $') then cell
  else trim(regexp_replace(
    regexp_replace(parsers.ideographs(cell), '[\p{Cf}\x{FE00}-\x{FE0F}\x{E0100}-\x{E01EF}]', '', 'g'),
    '[\s\p{Z}\p{Cc}]+', ' ', 'g'
  ))
end
