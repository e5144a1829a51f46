-- takes: cell
-- title: 折叠
-- definition: 全角字母、数字和标点变半角，部首字形变汉字，各种空白并成一个空格，零宽字符、异体选择符、两端空格和 Excel 的前导撇号去掉；尾上的注号（①、⑴、¹）不是内容，去掉
-- 写成一个函数，DuckDB 对一列里相同的写法只折叠一遍；直接写 case，每一行都折叠。
list_transform(
  [cell],
  lambda cell: case
    when not regexp_matches(cell, '\p{Cf}|\p{Cc}|[\x{A0}\x{2E80}-\x{2FD5}\x{3000}\x{F900}-\x{FFE6}]|[\x{1680}-\x{205F}]|[\x{B2}\x{B3}\x{B9}\x{2070}\x{2074}-\x{2079}\x{2460}-\x{249B}\x{24EA}-\x{24FF}\x{2776}-\x{2793}\x{3220}-\x{3229}\x{3251}-\x{325F}\x{3280}-\x{3289}\x{32B1}-\x{32BF}]|  |^[ '']| $') then cell
    else parsers.unnoted(ltrim(trim(regexp_replace(
      translate(
        regexp_replace(parsers.ideographs(cell), '[\p{Cf}\x{FE00}-\x{FE0F}\x{E0100}-\x{E01EF}]', '', 'g'),
        '！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～￥﹣﹐﹒﹕',
        '!"#$%&''()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`abcdefghijklmnopqrstuvwxyz{|}~¥-,.:'
      ),
      '[\s\p{Z}\p{Cc}]+', ' ', 'g'
    )), ''''))
  end
)[1]
