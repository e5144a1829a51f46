import { Refusal } from '#spec';
import { sayFault, type Fault } from '#spec/content';
import { faultOfPanel, type PanelQuery } from '#query';

/** What is asked for is written wrong: where, and what it should say. */
export function doesNotHold(what: string, faults: readonly Fault[]): Refusal {
  const [first] = faults;
  const more = faults.length > 1 ? `（共 ${faults.length} 处）` : '';
  return new Refusal(422, 'content_fault', `${what}写得不对${more}：${first ? sayFault(first) : ''}`, { faults });
}

/** Why a panel cannot be answered, in words. */
export function failureOfPanel(title: string, query: PanelQuery, error: unknown): Refusal {
  if (error instanceof Refusal && error.code !== 'content_fault') return error;
  return doesNotHold(`图表“${title}”`, [faultOfPanel(query, error)]);
}
