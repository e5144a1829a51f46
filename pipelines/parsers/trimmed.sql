-- takes: cell
-- title: 并掉多余的空白
-- definition: 各种空白并成一个空格，零宽字符和两端的空白去掉，别的字照旧
case
  when not regexp_matches(cell, '\p{Cf}|\p{Cc}|\x{A0}|[\x{1680}-\x{205F}]|\x{3000}|  |^ | $') then cell
  else trim(regexp_replace(regexp_replace(cell, '\p{Cf}', '', 'g'), '[\s\p{Z}\p{Cc}]+', ' ', 'g'))
end
