-- takes: code
-- title: 校验位
-- definition: GB 32100：前 17 位按权相加，31 减去除以 31 的余数；前 17 位里有不该有的字符时为空
case
  when regexp_full_match(code, '[0-9A-HJ-NPQRTUWXY]{18}')
    then '0123456789ABCDEFGHJKLMNPQRTUWXY0'[
      32 - list_sum(list_transform(
        [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28],
        lambda weight, place: weight * (position(code[place] in '0123456789ABCDEFGHJKLMNPQRTUWXY') - 1)
      ))::integer % 31
    ]
end
