-- title: 推荐后更改申报材料
-- subject: project
-- reads: applications, events[市推荐]
-- needs: steps.step[市推荐]
-- withheld: city = other_city, changes, investment_change
-- elsewhere: 推荐后更改过申报材料，其中有一份写的是别的市：是哪个市、改了什么，由省里核对，这里不列
-- settle: 核实这份文件是哪一天交的，把日期写进文件名；推荐以后更改的，由处室认定。
-- recommended_at: 市推荐时间
-- changes: 更改之处
-- investment_change: 投资变动 (%)
-- at_most: 投资变动的界限 (%)
-- other_city: 别的市的一份写的是哪个市
-- 同一项目前后几份文件里牵头单位、名称、任务、市、实施期、投资的不同，看后一份是不是在有效的市推荐之后交的：文件名里写有日期的看日期，
-- 没有写的、与市推荐同日的待核。
with handed_in as (
  select s.source_file, s.source_sheet, s.source_row, s.later, a.* exclude (source_file, source_sheet, source_row),
  from resolved.standing as s
  join staging.applications as a using (source_file, source_sheet, source_row)
  where s.source = 'applications'
),
replaced as (
  select distinct n.project_id
  from resolved.superseded as s
  join staging.applications as n on n.source_file = s.by_file and n.source_sheet = s.by_sheet and n.source_row = s.by_row
  where s.source = 'applications'
),
versions as (
  select
    h.project_id,
    h.later,
    h.source_file,
    h.source_sheet,
    h.source_row,
    h.total_investment,
    h.city,
    f.name,
    f.said,
  from handed_in as h
  semi join replaced using (project_id)
  cross join lateral (
    select unnest([
      {'name': 'applicant_id', 'said': h.applicant_id},
      {'name': 'applicant', 'said': h.applicant},
      {'name': 'project_name', 'said': h.project_name},
      {'name': 'task', 'said': h.task},
      {'name': 'city', 'said': h.city},
      {'name': 'period_start', 'said': h.period_start::varchar},
      {'name': 'period_end', 'said': h.period_end::varchar},
      {'name': 'total_investment', 'said': parsers.plain(h.total_investment / 10000) || ' 万元'},
      {'name': 'planned_investment', 'said': parsers.plain(h.planned_investment / 10000) || ' 万元'}
    ], recursive := true)
  ) as f
),
beside as (
  select
    *,
    lag({'said': said, 'file': source_file, 'sheet': source_sheet, 'row': source_row, 'total': total_investment, 'city': city}) over (
      partition by project_id, name
      order by later, source_file, source_sheet, source_row
    ) as before,
  from versions
),
changed as (
  select
    b.*,
    list_filter([b.city, b.before.city], lambda each: each <> p.city) as other_cities,
    c.header,
    c.position,
    parsers.file_day(b.source_file, k.year::varchar) as file_day,
    s.recommended_at,
    k.batch,
  from beside as b
  join validated.applications as p using (project_id)
  join reference.batches as k using (batch)
  join lifecycle.standing as s using (project_id)
  join sources.contracts as c on c.source = 'applications' and c.name = b.name
  where k.is_at_hand and s.is_recommended and b.before is not null
),
dated as (
  select
    *,
    coalesce(nullif(parsers.spelling(said), ''), '') <> coalesce(nullif(parsers.spelling(before.said), ''), '') as is_changed,
    case
      when file_day is null or file_day = recommended_at::date then 'review'
      when file_day > recommended_at::date then 'fail'
      else 'pass'
    end as handed,
  from changed
),
told as (
  select
    project_id,
    any_value(batch) as batch,
    any_value(recommended_at) as recommended_at,
    coalesce(max(handed) filter (is_changed and handed = 'fail'), max(handed) filter (is_changed and handed = 'review'), 'pass') as verdict,
    list({
      'column': header,
      'from': before.said, 'from_file': before.file, 'from_sheet': before.sheet, 'from_row': before.row,
      'to': said, 'to_file': source_file, 'to_sheet': source_sheet, 'to_row': source_row,
      'file_day': file_day
    } order by later, position) filter (is_changed and handed <> 'pass') as changes,
    array_to_string(list_sort(list_distinct(flatten(list(other_cities) filter (is_changed and handed <> 'pass')))), '、') as other_city,
    max(abs(total_investment / nullif(before.total, 0) - 1)) filter (name = 'total_investment' and is_changed and handed <> 'pass') as share,
  from dated
  group by project_id
)
select
  t.project_id as subject_id,
  t.verdict,
  case t.verdict
    when 'pass' then format('市推荐于 {}，其后交来的文件没有更改牵头单位、名称、任务、市、实施期、投资', t.recommended_at)
    else format(
      '市推荐于 {}，{}：{}{}',
      t.recommended_at,
      if(
        t.verdict = 'fail',
        format('{} 交来的 {} 作了更改', list_max([c.file_day for c in t.changes]), t.changes[-1].to_file),
        format('{} 作了更改，文件是哪一天交的不明', t.changes[-1].to_file)
      ),
      array_to_string([format('{} {} → {}', c.column, coalesce(c.from, '空'), coalesce(c.to, '空')) for c in t.changes], '；'),
      if(h.at_least is null or t.share is null, '', format('；投资变动 {}%，{} {}%', round(t.share * 100)::integer, if(t.share > h.at_least, '超过', '未超过'), round(h.at_least * 100)::integer))
    )
  end as message,
  {
    recommended_at: t.recommended_at,
    changes: t.changes,
    investment_change: round(t.share * 100, 1),
    at_most: h.at_least * 100,
    other_city: nullif(t.other_city, '')
  } as evidence,
from told as t
left join reference.thresholds as h on h.batch = t.batch and h.name = 'investment_change'
