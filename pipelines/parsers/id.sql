-- takes: cell
-- title: 编号
-- definition: 照申报系统里的写；全角、空格、大小写、连接号的写法和 Excel 添的 .0 不影响；被 Excel 变成 2.025E+11 的，“待定”“0”“同上”这类，不读
case
  when regexp_full_match(cell, '[A-Z]+[0-9]+[-0-9A-Z]*') then cell
  when not parsers.blank(cell, 'id') and parsers.placeholder(cell, 'id') is null
    then regexp_replace(
      nullif(regexp_replace(upper(translate(parsers.tight(cell), '‐‑‒–—―−', '-------')), '^[-+]?\d{1,8}(\.\d*)?E\+?\d{1,3}$', ''), ''),
      '^(\d+)\.0+$',
      '\1'
    )
end
