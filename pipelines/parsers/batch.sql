-- takes: cell
-- title: 批次
-- options_in: batches.batch
-- definition: 批次的编号，也可以写成“某年第一批”“某年度”
(
  select known_batch
  from (select batch from reference.batches) as known(known_batch)
  where known_batch = translate(
    regexp_replace(
      regexp_replace(parsers.tight(cell), '^(20\d{2})(?:年|年度)?$', '\1'),
      '^(20\d{2})(?:[-‐‑‒–—―−]|年度?第?|第)([1-9一二三四五六七八九])(?:批次?)?$', '\1-\2'
    ),
    '一二三四五六七八九', '123456789'
  )
)
