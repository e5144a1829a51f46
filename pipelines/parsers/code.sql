-- takes: cell
-- title: 统一社会信用代码
-- definition: 18 位字母和数字；全角、小写和空格不影响；校验位不对的也读（另行标出）；被 Excel 变成 9.13E+17 的、从头到尾一个字的（000000000000000000）不读
list_transform(
  [parsers.tight(cell)],
  lambda tight: case
    when regexp_full_match(tight, '[0-9A-Za-z]+')
      and not regexp_full_match(tight, '[-+]?\d{1,8}(\.\d*)?[eE]\+?\d{1,3}|(?i)N/?A|NULL|NONE|NIL|NAN|NAT|UNDEFINED|TBD|TBC|TODO|TRUE|FALSE|YES|NO')
      and replace(tight, left(tight, 1), '') <> ''
      then upper(tight)
  end
)[1]
