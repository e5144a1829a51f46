-- takes: cell
-- title: 科学计数
-- definition: 位数已被 Excel 丢掉的数，如 9.13E+17；18 位代码里夹着一个 E 的不是
regexp_matches(cell, '[eEｅＥ]') and regexp_full_match(parsers.tight(cell), '[-+]?\d{1,8}(\.\d*)?[eE]\+?\d{1,3}')
