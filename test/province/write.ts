import { openApplications, type Applications } from './applications.ts';
import { closeAll, openBooks, openLedgers, type Books, type Ledgers } from './books.ts';
import { checksOf, coverageOf } from './checks.ts';
import { projectId, projectsOf } from './cohort.ts';
import type { OnPlanted } from './dirty/planted.ts';
import { factorsOf } from './factors.ts';
import { NO_SUCH_DAY, UNKNOWN, UNQUOTED, hasFault, listRank, tell } from './faults.ts';
import { lifeOf } from './life.ts';
import { priorSupportOf } from './prior-support.ts';
import type { Cohort, Province } from './province.ts';
import { select } from './selection.ts';

/**
 * Writes the province below the folder, tells of the errors left in it, and answers
 * the files' names. A project is on its way to the disk before the next is made.
 */
export function writeProvince(province: Province, folder: string, onPlanted: OnPlanted = () => {}): string[] {
  const files: string[] = [];
  const onFile = (name: string) => files.push(name);
  const ledgers = openLedgers(folder, onFile);
  for (const batch of province.batches) {
    const applications = openApplications(folder, batch, { onFile, onPlanted });
    const books = openBooks(folder, batch, { onFile, onPlanted });
    for (const city of province.cities)
      writeCohort(province, province.cohort(batch, city), { applications, books, ledgers, onPlanted });
    for (const coverage of coverageOf(province, batch)) ledgers.coverage.row(coverage);
    applications.close();
    closeAll(books);
  }
  for (const factor of factorsOf(province)) ledgers.factors.row(factor);
  closeAll(ledgers);
  return files;
}

interface Into {
  applications: Applications;
  books: Books;
  ledgers: Ledgers;
  onPlanted: OnPlanted;
}

function writeCohort(province: Province, cohort: Cohort, { applications, books, ledgers, onPlanted }: Into): void {
  const { batch, city } = cohort;
  const { quota, summary, ranks } = select(province, cohort);
  books.quotas.row({ batch: batch.id, city, quota });
  summary.forEach((serial, i) =>
    books.recommendations.row({ batch: batch.id, city, rank: listRank(cohort, i + 1), id: projectId(cohort, serial) })
  );

  const sent = applications.ofCity(city);
  for (const project of projectsOf(province, cohort)) {
    const { id } = project;
    const { events, review, acceptance, subsidies } = lifeOf(province, project, ranks[project.serial] || null);
    sent.add(project);
    for (const event of events) books.events.row({ id, ...event });
    if (review) books.reviews.row({ id, ...review });
    if (acceptance && id !== NO_SUCH_DAY.id) books.acceptances.row({ id, ...acceptance });
    if (acceptance && id === NO_SUCH_DAY.id)
      tell(onPlanted, NO_SUCH_DAY.fault, books.acceptances.row({ id, ...acceptance, ...NO_SUCH_DAY.typed }));
    for (const subsidy of subsidies) books.subsidies.row({ id, ...subsidy });
    if (events.length > 0) for (const check of checksOf(province, project)) ledgers.checks.row(check);
    for (const support of priorSupportOf(province, project)) ledgers.priorSupport.row(support);
  }
  sent.close();
  if (hasFault(UNKNOWN, cohort)) tell(onPlanted, UNKNOWN.fault, books.acceptances.row(UNKNOWN.row));
  if (hasFault(UNQUOTED, cohort)) tell(onPlanted, UNQUOTED.fault, ledgers.priorSupport.line(UNQUOTED.line));
}
