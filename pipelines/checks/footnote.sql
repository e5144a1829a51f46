-- title: 内容后面有注号
-- definition: 数、日期、编号和名称后面的 ①、⑴、¹ 是注的号，数和日期后面的 *、[1]、(1)、注1 也是：没有算进值里，照收，待核；文字照写
-- 圈码在哪里都可以是注号；别的记号只在数、日期和名称后面是：名称里到处是括号，先不看。
with suspects as (
  select *, if(kind = 'task', parsers.uncircled(value), value) as cell
  from sources.cells
  where case when kind in ('money', 'integer', 'number', 'year', 'day', 'start_day', 'end_day', 'time')
    then regexp_matches(value, '[*＊※†‡§#＃★☆△▲)）\]］】〕〉注\x{B2}\x{B3}\x{B9}\x{2070}\x{2074}-\x{2079}\x{2460}-\x{249B}\x{24EA}-\x{24FF}\x{2776}-\x{2793}\x{3220}-\x{3229}\x{3251}-\x{325F}\x{3280}-\x{3289}\x{32B1}-\x{32BF}]')
    when kind = 'name' then regexp_matches(value, '[*＊※†‡注㊟\]］\x{B2}\x{B3}\x{B9}\x{2070}\x{2074}-\x{2079}\x{2460}-\x{249B}\x{24EA}-\x{24FF}\x{2776}-\x{2793}\x{3220}-\x{3229}\x{3251}-\x{325F}\x{3280}-\x{3289}\x{32B1}-\x{32BF}]')
    else strlen(value) > length(value) and regexp_matches(value, '[\x{B2}\x{B3}\x{B9}\x{2070}\x{2074}-\x{2079}\x{2460}-\x{249B}\x{24EA}-\x{24FF}\x{2776}-\x{2793}\x{3220}-\x{3229}\x{3251}-\x{325F}\x{3280}-\x{3289}\x{32B1}-\x{32BF}]')
  end
),
noted as (
  select
    *,
    coalesce(
      nullif(regexp_extract(parsers.trimmed(cell), '.((?:[ ,、]*[\x{B2}\x{B3}\x{B9}\x{2070}\x{2074}-\x{2079}\x{2460}-\x{249B}\x{24EA}-\x{24FF}\x{2776}-\x{2793}\x{3220}-\x{3229}\x{3251}-\x{325F}\x{3280}-\x{3289}\x{32B1}-\x{32BF}])+)$', 1), ''),
      if(
        kind in ('money', 'integer', 'number', 'year', 'day', 'start_day', 'end_day', 'time'),
        substr(parsers.fold(cell), length(parsers.bare(cell)) + 1),
        if(kind = 'name', regexp_extract(parsers.fold(cell), '[^*※†‡]([*※†‡]+|[(\[【〔](?:附?注)\d{0,2}[)\]】〕]|\[\d{1,2}\])$', 1), '')
      )
    ) as note,
  from suspects
)
select
  source,
  source_file,
  source_sheet,
  source_row,
  header as "column",
  value,
  parsers.quoted(value) || '后面的' || parsers.quoted(note) || if(kind in ('text', 'answer', 'name'), '像是注号，照写，没有去掉', '看作注号，没有算进去') as problem,
  '注写在表的下面或另一列，格子里只留' || header || '；不是注号就改正' as fix,
  'mark' as effect,
from noted
where note <> ''
  and (kind not in ('text', 'answer', 'name') or (note not in ('²', '³') and not regexp_matches(replace(cell, note, ''), '[\x{B2}\x{B3}\x{B9}\x{2070}\x{2074}-\x{2079}\x{2460}-\x{249B}\x{24EA}-\x{24FF}\x{2776}-\x{2793}\x{3220}-\x{3229}\x{3251}-\x{325F}\x{3280}-\x{3289}\x{32B1}-\x{32BF}]')))
