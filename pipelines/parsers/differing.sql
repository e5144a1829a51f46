-- takes: own, other
-- title: 与另一个名称不同的字
-- definition: 去掉两个名称开头相同的和末尾相同的，剩下的字
list_transform(
  [list_max(list_filter(range(0, least(length(own), length(other)) + 1), lambda place: left(own, place) = left(other, place)))],
  lambda head: left(
    own[head + 1:],
    length(own) - head - list_max(list_filter(
      range(0, least(length(own), length(other)) - head + 1),
      lambda place: right(own, place) = right(other, place)
    ))
  )
)[1]
