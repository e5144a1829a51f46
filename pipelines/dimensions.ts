import { defineDimensions } from '#spec';

/**
 * What figures are filtered and grouped by, everywhere, in the order in which filters stand. Each is a column of
 * lifecycle/dimensions.sql, whose header says what it is called; a payment has a budget year, a submission a day, and
 * no project either.
 */
export default defineDimensions({
  batch: { values: 'reference.batches', several: 'batches', since: 'notice_on', isOfNotice: true },
  city: { values: 'reference.cities', several: 'cities', isWhole: true, isOfPlace: true },
  county: { values: 'reference.counties', within: 'city', isOfProjects: true },
  direction: {
    values: 'reference.directions',
    lines: { table: 'reference.direction_lines', by: 'batch' },
    unsaid: { value: '通知未录', from: 'task' },
    isOfNotice: true,
    isOfProjects: true,
  },
  task: {
    values: 'reference.tasks',
    lines: { table: 'reference.task_lines', by: 'batch' },
    isOfNotice: true,
    isOfProjects: true,
  },
  applicant_type: { values: 'reference.applicant_types', isOfProjects: true },
  ownership: { values: 'reference.ownerships', isOfProjects: true },
  stage: { values: 'reference.stages', unsaid: { value: '通知未录' }, isOfProjects: true },
  arrived_on: { values: 'marts.arrivals', cube: 'arrivals', isOfDays: true, isOfProjects: true },
  allocated_on: { values: 'marts.subsidies', cube: 'subsidies', isOfDays: true, isOfProjects: true },
  budget_year: { values: 'marts.money_cube', cube: 'money_cube', isOfProjects: true },
});
