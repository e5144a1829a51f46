-- takes: one, other
-- title: 两个名称相像的程度
-- definition: 相同的字占两个名称全部字数的比（Dice 系数，按字不按字节，不看次序），0 到 1；取自两个名称的各个字
2.0 * len(list_intersect(one, other)) / nullif(len(one) + len(other), 0)
