-- title: 同一项目重复支持
-- subject: project
-- reads: applications, prior_support, organisation_changes
-- needs: thresholds.name_similarity, thresholds.name_contained
-- settle: 在查重页上对照两个项目，请单位说明建设内容有什么不同，由处室核定；换了代码的，补交单位变更表；没有导入财政支持台账的，先导入台账。
-- follows: row
-- withheld: other, other_firm, other_name, what, own_words, other_words, row
-- other: 像是重复的项目
-- other_firm: 它的单位
-- other_name: 它的名称
-- what: 它得过什么
-- relation: 两个单位
-- why: 哪里像
-- similarity: 名称相似度
-- own_words: 本项目不同的字
-- other_words: 它不同的字
-- row: 它在哪一行
-- pairs: 像是重复的 (个, count)
-- 同一单位或其承继单位、名称相同的不通过：前期得过省级资金，往年批次拟揭榜以后没有终止、撤销，或在本批次又报了一次。名称相近、
-- 只差期次、一个写在另一个里、地点和联合单位相同，单位同名而代码不同，联合单位之间互报，都待核。中央、市级、县级资金不算；
-- 台账没有导入的，没有别的也只能待核。名称按字比，“示例”“项目”、标点、全角半角不算。
with told as (
  select
    *,
    case standing
      when 'ledger' then format('{}年省级资金支持', other_year)
      when 'together' then '本批次同时申报'
      when 'supported' then format('{} 批次已下达奖补', other_batch)
      when 'listed' then format('{} 批次已揭榜', other_batch)
      when 'proposed' then format('{} 批次拟揭榜', other_batch)
      when 'pending' then format('{} 批次还没有结果', other_batch)
      else if(other_id is null, '省级资金支持，年度未知', format('{} 批次揭榜后{}，哪天未知', other_batch, ended))
    end as what,
    case relation
      when 'same' then '同一单位'
      when 'successor' then '变更前后的单位'
      when 'name' then '名称相同、代码不同的单位'
      when 'kin' then '由同一单位变更而来的单位'
      else '联合单位'
    end as who,
    case likeness
      when 'same' then '的同名项目'
      when 'phase' then '只差期次的项目'
      when 'near' then '名称相近的项目'
      when 'contained' then '名称互相包含的项目'
      when 'site' then '地点和联合单位相同的项目'
      else '的项目（名称相近的界限未知）'
    end as why,
  from lifecycle.pairs
),
nearest as (
  select
    project_id,
    bool_or(is_repeat) as is_repeat,
    arg_max(t, (is_repeat, likeness = 'same', similarity, what, other_entry)) as pair,
    count(*)::integer as pairs,
  from told as t
  group by project_id
),
earlier as (
  select b.batch, string_agg(o.batch, '、' order by o.batch) as rests_on,
  from reference.batches as b
  join reference.batches as o on (o.year, o.batch) < (b.year, b.batch)
  group by b.batch
),
ledger as (
  select count(*) > 0 as is_loaded,
  from known.prior_support
)
select
  p.project_id as subject_id,
  case when n.is_repeat then 'fail' when n.pairs > 0 or not ledger.is_loaded then 'review' else 'pass' end as verdict,
  case
    when n.pairs > 0 then format(
      '{}{}“{}”{}：{}{}',
      n.pair.who,
      n.pair.why,
      n.pair.other_name,
      case
        when n.pair.likeness = 'near' then format('（相似度 {:.2f}，“{}”与“{}”不同）', n.pair.similarity, n.pair.own_words, n.pair.other_words)
        when n.pair.likeness = 'phase' then format('（“{}”与“{}”不同）', n.pair.own_words, n.pair.other_words)
        else ''
      end,
      n.pair.what,
      if(n.pairs > 1, format('；另有 {} 个', n.pairs - 1), '')
    )
    when not ledger.is_loaded then '财政支持台账未导入，不能判断是否重复支持'
    else '没有查到同名或相近的项目得过省级支持、揭榜或同批申报'
  end as message,
  {
    other: coalesce(n.pair.other_id, '财政支持台账'),
    other_firm: n.pair.other_firm,
    other_name: n.pair.other_name,
    what: n.pair.what,
    relation: n.pair.who,
    why: trim(n.pair.why, '的'),
    similarity: n.pair.similarity,
    own_words: n.pair.own_words,
    other_words: n.pair.other_words,
    row: format('{} 第 {} 行', n.pair.source_file, n.pair.source_row),
    pairs: coalesce(n.pairs, 0)
  } as evidence,
  if(n.pair.ended is null, null, '那一个后来' || n.pair.ended) as today,
  e.rests_on,
from lifecycle.judged_projects as p
cross join ledger
left join nearest as n using (project_id)
left join earlier as e using (batch)
