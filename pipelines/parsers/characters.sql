-- takes: name
-- title: 一个名称的各个字
-- definition: 一个字出现几次就有几个：字1、字2
list_transform(
  range(1, length(name) + 1),
  lambda place: name[place] || (length(left(name, place)) - length(replace(left(name, place), name[place], '')))
)
