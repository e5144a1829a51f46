select
  metrics.applied(c) as applied,
  metrics.county_recommended(c) as county_recommended,
  metrics.recommended(c) as recommended,
  metrics.recommendation_rate(c) as recommendation_rate,
  metrics.listed(c) as listed,
  metrics.listing_rate(c) as listing_rate,
  metrics.in_progress(c) as in_progress,
  metrics.concluded(c) as concluded,
  metrics.accepted(c) as accepted,
  metrics.acceptance_rate(c) as acceptance_rate,
  metrics.supported(c) as supported,
  metrics.support_coverage(c) as support_coverage,
from cube as c
