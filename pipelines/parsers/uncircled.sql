-- takes: cell
-- title: 圈起来的任务序号
-- definition: 打头的 ①、任务③ 里的圈码是任务的序号，换成数字；别处的圈码是注号，不动
if(
  regexp_matches(cell, '^\s*(?:揭榜)?(?:任务|序号|第)?\s*[①-⑨]'),
  translate(cell, '①②③④⑤⑥⑦⑧⑨', '123456789'),
  cell
)
