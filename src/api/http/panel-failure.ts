import { isWhole, Refusal } from '#spec';
import { sayFault, type Fault } from '#spec/content';
import { faultOfPanel, isOfRow, type PanelQuery, type View } from '#query';

/** What is asked for is written wrong: where, and what it should say. */
export function doesNotHold(what: string, faults: readonly Fault[]): Refusal {
  const [first] = faults;
  const more = faults.length > 1 ? `（共 ${faults.length} 处）` : '';
  return new Refusal(422, 'content_fault', `${what}写得不对${more}：${first ? sayFault(first) : ''}`, { faults });
}

interface Asked {
  title: string;
  query: PanelQuery;
  view: View;
}

/** Why a panel cannot be answered, in words; nothing that stands in a row to who does not see all of them. */
export function failureOfPanel({ title, query, view }: Asked, error: unknown): Refusal {
  if (error instanceof Refusal && error.code !== 'content_fault') return error;
  const fault = faultOfPanel(query, error);
  const isTold = (isWhole(view.scope) && view.isReleased !== true) || !isOfRow(error);
  return doesNotHold(`图表“${title}”`, [isTold ? fault : { ...fault, message: '有一行算不出来，请告诉处室。' }]);
}
