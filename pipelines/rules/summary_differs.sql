-- title: 推荐汇总表与系统不一致
-- subject: project
-- reads: recommendations, events[市推荐], applications
-- needs: steps.step[市推荐]
-- withheld: city = summary_city, rank, summary_name, summary_applicant
-- elsewhere: 列在别的市的推荐汇总表里：是哪个市、表里怎样写，由省里核对，这里不列
-- rank: 汇总表里的排序
-- summary_city: 交汇总表的市
-- city: 推荐市
-- is_recommended: 系统里市推荐仍然有效
-- summary_name: 汇总表里的项目名称
-- summary_applicant: 汇总表里的申报单位
-- project_name: 申报信息里的项目名称
-- applicant: 申报信息里的申报单位
-- 没有交推荐汇总表的市，这里不涉及；项目换了市的，原来那个市表里的一行不算推荐市的。
with handed_in as (
  select distinct batch, city
  from known.recommendations
),
compared as (
  select
    p.project_id,
    p.project_name,
    p.applicant,
    p.city,
    r.project_id is not null as is_in_summary,
    r.city as summary_city,
    r.rank,
    r.project_name as summary_name,
    r.applicant as summary_applicant,
    s.is_recommended,
    s.is_withdrawn,
    s.last_step,
    h.city is not null as is_handed_in,
  from validated.applications as p
  join lifecycle.standing as s using (project_id)
  join reference.batches as b using (batch)
  left join known.recommendations as r on r.project_id = p.project_id and r.batch = p.batch
  left join handed_in as h on h.batch = p.batch and h.city = p.city
  where b.is_at_hand and (r.project_id is not null or (h.city is not null and s.is_recommended))
),
told as (
  select
    *,
    concat_ws(
      '，',
      case
        when summary_city <> city then format('列在{}的推荐汇总表第 {} 位，项目的推荐市是{}', summary_city, coalesce(rank::varchar, '？'), city)
        when is_in_summary and not is_recommended then format(
          '推荐汇总表列第 {} 位，系统里{}',
          coalesce(rank::varchar, '？'),
          if(is_withdrawn, '已撤回', if(last_step in ('退回', '省退回'), '已' || last_step, '没有市推荐'))
        )
        when not is_in_summary then format('系统里{}已推荐，推荐汇总表没有列', city)
      end,
      if(
        summary_name <> project_name and parsers.spelling(summary_name) <> parsers.spelling(project_name),
        format('汇总表里的项目名称是“{}”，申报信息里是“{}”', summary_name, project_name),
        null
      ),
      if(
        summary_applicant <> applicant and parsers.spelling(summary_applicant) <> parsers.spelling(applicant),
        format('汇总表里的申报单位是“{}”，申报信息里是“{}”', summary_applicant, applicant),
        null
      )
    ) as differences,
  from compared
)
select
  project_id as subject_id,
  if(differences = '', 'pass', 'fail') as verdict,
  if(differences = '', format('推荐汇总表列第 {} 位，与系统一致', coalesce(rank::varchar, '？')), differences) as message,
  {
    rank: rank, summary_city: summary_city, city: city, is_recommended: is_recommended, summary_name: summary_name,
    project_name: project_name, summary_applicant: summary_applicant, applicant: applicant
  } as evidence,
from told
