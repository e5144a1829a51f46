import { countTerm, listTerms, readSubject, type Catalog, type QueryContext, type Term } from '#query';
import { Refusal, type ProofPart } from '#spec';
import { rowsView, type Selection } from './selected.ts';

/** A sum that metrics are made of, with its largest rows and where these stand. */
export interface ProvedTerm extends Pick<ProofPart, 'total' | 'zeros' | 'unknown' | 'columns' | 'rows'> {
  term: Term;
}

export interface ProvedMetric {
  metric: string;
  formula: string;
  terms: readonly string[];
}

/** Rows of a sum that are shown with the cells that they come from; all of them stand in the tables. */
const shown = 3;

/** Of every metric the sums that it is made of, and of every sum the rows that make it: each once. */
export async function provedTerms(
  context: QueryContext,
  catalog: Catalog,
  selection: Selection
): Promise<{ metrics: ProvedMetric[]; terms: ProvedTerm[] }> {
  const metrics: ProvedMetric[] = [];
  const terms = new Map<string, Term>();
  for (const metric of catalog.metrics.keys())
    try {
      const subject = readSubject(catalog, metric, { isOfOne: false });
      metrics.push({ metric, formula: subject.formulaText.trim(), terms: subject.terms.map(keyOf) });
      for (const term of subject.terms) terms.set(keyOf(term), term);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  const view = rowsView(selection);
  const rows = Array.from(terms.values(), (term) => ({ catalog, term, view }));
  const listed = await listTerms(context, rows, { limit: shown, offset: 0 });
  const proved: ProvedTerm[] = [];
  for (const [at, each] of rows.entries())
    proved.push({ term: each.term, ...(await countTerm(context, each)), ...listed[at]! });
  return { metrics, terms: proved };
}

export const keyOf = ({ mart, column }: Pick<Term, 'mart' | 'column'>): string => `${mart}.${column}`;
