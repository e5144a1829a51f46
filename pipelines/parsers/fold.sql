-- takes: cell
-- title: 折叠
-- definition: 全角字母、数字、标点和圈码变半角，各种空白并成一个空格，零宽字符、两端空格和 Excel 的前导撇号去掉
case
  when not regexp_matches(cell, '\p{Cf}|\p{Cc}|\x{A0}|[\x{1680}-\x{205F}]|\x{3000}|[①-⑨]|[\x{FE50}-\x{FFE6}]|  |^[ '']| $') then cell
  else ltrim(trim(regexp_replace(
    translate(
      regexp_replace(cell, '\p{Cf}', '', 'g'),
      '！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～￥﹣﹐﹒﹕①②③④⑤⑥⑦⑧⑨',
      '!"#$%&''()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`abcdefghijklmnopqrstuvwxyz{|}~¥-,.:123456789'
    ),
    '[\s\p{Z}\p{Cc}]+', ' ', 'g'
  )), '''')
end
