-- takes: cell
-- title: 统一社会信用代码
-- definition: 折叠、大写、去掉空格；只由字母和数字组成，校验位不对的也读（另行标出），科学计数的不读
case
  when regexp_full_match(cells.tight(cell), '[0-9A-Za-z]+')
    and not cells.blank(cell, 'code')
    and not cells.scientific(cell)
    then upper(cells.tight(cell))
end
