-- takes: cell
-- title: 统一社会信用代码
-- definition: 18 位字母和数字；全角、小写和空格不影响；校验位不对的也读（另行标出）；被 Excel 变成 9.13E+17 的、从头到尾一个字的（000000000000000000）不读
case
  when regexp_full_match(parsers.tight(cell), '[0-9A-Za-z]+')
    and not parsers.blank(cell, 'code')
    and not parsers.scientific(cell)
    and replace(parsers.tight(cell), left(parsers.tight(cell), 1), '') <> ''
    and parsers.placeholder(cell, 'code') is null
    then upper(parsers.tight(cell))
end
