-- title: 不在所在地申报
-- subject: project
-- reads: applications
-- settle: 核对营业执照，更正统一社会信用代码。
-- applicant_id: 统一社会信用代码
-- home: 登记地
-- city: 推荐市
-- 看统一社会信用代码第 3 至 6 位的登记地：3712 是并入济南的原莱芜，3700 登记在省里、37 以外登记在外省的不涉及。
with codes as (
  select
    p.project_id,
    p.applicant_id,
    p.city,
    substr(p.applicant_id, 3, 4) as place,
    h.city as home,
  from lifecycle.judged_projects as p
  left join reference.registration_cities as h on h.place = substr(p.applicant_id, 3, 4)
),
judged as (
  select *, case when home is null then 'review' when home = city then 'pass' else 'fail' end as verdict,
  from codes
  where not regexp_full_match(place, '\d{4}') or (place <> '3700' and starts_with(place, '37'))
)
select
  project_id as subject_id,
  verdict,
  case verdict
    when 'pass' then format('登记地与推荐市同为{}', city)
    when 'fail' then format('信用代码登记地为{}，由{}推荐', home, city)
    else format('信用代码 {} 的登记地认不出', applicant_id)
  end as message,
  {applicant_id: applicant_id, home: home, city: city} as evidence,
from judged
