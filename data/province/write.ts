import { openApplications, type Applications } from './applications.ts';
import { closeAll, openBooks, openLedgers, type Books, type Ledgers } from './books.ts';
import { checksOf } from './checks.ts';
import { projectId, projectsOf } from './cohort.ts';
import { NO_SUCH_DAY, UNKNOWN, UNQUOTED, hasFault, listRank } from './faults.ts';
import { lifeOf } from './life.ts';
import { priorSupportOf } from './prior-support.ts';
import type { Cohort, Province } from './province.ts';
import { select } from './selection.ts';

/** Writes the province below the folder and answers the files' names. A project is on its way to the disk before the next is made. */
export function writeProvince(province: Province, folder: string): string[] {
  const files: string[] = [];
  const onFile = (name: string) => files.push(name);
  const ledgers = openLedgers(folder, onFile);
  for (const batch of province.batches) {
    const applications = openApplications(folder, batch, onFile);
    const books = openBooks(folder, batch, onFile);
    for (const city of province.cities) writeCohort(province, province.cohort(batch, city), applications, books, ledgers);
    applications.close();
    closeAll(books);
  }
  closeAll(ledgers);
  return files;
}

function writeCohort(province: Province, cohort: Cohort, applications: Applications, books: Books, ledgers: Ledgers): void {
  const { batch, city } = cohort;
  const { quota, summary, ranks } = select(province, cohort);
  books.quotas.row({ batch: batch.id, city, quota });
  summary.forEach((serial, i) => books.recommendations.row({ batch: batch.id, city, rank: listRank(cohort, i + 1), id: projectId(cohort, serial) }));

  const sent = applications.ofCity(city);
  for (const project of projectsOf(province, cohort)) {
    const { id } = project;
    const { events, review, acceptance, subsidies } = lifeOf(province, project, ranks[project.serial] || null);
    sent.add(project);
    for (const event of events) books.events.row({ id, ...event });
    if (review) books.reviews.row({ id, ...review });
    if (acceptance) books.acceptances.row({ id, ...acceptance, ...(id === NO_SUCH_DAY.id && NO_SUCH_DAY.typed) });
    for (const subsidy of subsidies) books.subsidies.row({ id, ...subsidy });
    if (events.length > 0) for (const check of checksOf(province, project)) ledgers.checks.row(check);
    for (const support of priorSupportOf(province, project)) ledgers.priorSupport.row(support);
  }
  sent.close();
  if (hasFault(UNKNOWN, cohort)) books.acceptances.row(UNKNOWN.row);
  if (hasFault(UNQUOTED, cohort)) ledgers.priorSupport.line(UNQUOTED.line);
}
