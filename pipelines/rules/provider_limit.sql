-- title: 服务商年度项目数超限
-- subject: organisation
-- reads: applications, acceptances
-- needs: limits.applicant_projects[服务商], limits.applicant_projects[制造业企业]
-- settle: 在验收结果表里补填往年项目的验收日期。
-- follows: used_listed
-- 牵头、联合与往年在建未验收的合计（申报口径）；制造业企业也填过的单位按较严的限额，不在此条。往年项目的验收日期未填，加上它就
-- 超过的，待核。
with judged as (
  select
    o.* replace (if(o.used > o."limit" and o.used_today <= o."limit", o.today, null) as today),
    case when o."limit" is null then 'review' when o.used > o."limit" then 'fail' when o.used + o.undated > o."limit" then 'review' else 'pass' end as verdict,
  from marts.places as o
  where o.rule = 'provider_limit' and o.applicant_type = '服务商' and o.own + o.partner_in > 0
)
select
  organisation_id as subject_id,
  year,
  batches,
  rests_on,
  city,
  cities,
  applicant_type,
  verdict,
  format(
    '{} {}参与 {} 个（牵头 {}、联合 {}、往年在建未验收 {}），{}',
    coalesce(organisation, organisation_id), span, used, own, partner_in, carried_over,
    case if("limit" is null, 'unknown', verdict)
      when 'unknown' then '限额未知'
      when 'review' then format('另有往年项目 {} 个验收日期未填、读不出或存疑，若到 {} 尚未验收则超过原则上的上限 {} 个', undated, counted_on, "limit")
      when 'fail' then format('超过原则上的上限 {} 个', "limit")
      else format('未超过原则上的上限 {} 个', "limit")
    end
  ) as message,
  counted_on as judged_on,
  today,
  {year: year, own: own, partner_in: partner_in, carried_over: carried_over, undated: undated, used: used, "limit": "limit", used_listed: used_listed} as evidence,
from judged
