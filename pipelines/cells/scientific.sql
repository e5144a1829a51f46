-- takes: cell
-- title: 科学计数
-- definition: 位数已被 Excel 丢掉的数，如 9.13E+17
regexp_matches(cell, '[eEｅＥ]') and regexp_full_match(cells.tight(cell), '[-+]?\d+\.?\d*[eE]\+?\d+')
