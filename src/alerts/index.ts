export { acknowledge } from './acknowledge.ts';
export {
  addHours,
  civilOf,
  daysLeft,
  isWorkday,
  nextDigest,
  nextOpening,
  plainCalendar,
  toSecond,
  workdaysBetween,
  type Calendar,
} from './calendar.ts';
export { defaults, kinds, severities, type Condition, type Kind, type Severity } from './condition.ts';
export { evaluate } from './evaluate.ts';
export type { About, Civil, Evaluation, Found, Incident, Item, Outcome, Recipient, What } from './incident.ts';
export type { Message, MessageItem, Prepare, Prepared } from './message.ts';
export { moved } from './moved.ts';
export { release, type Leaving, type Release } from './release.ts';
export { after, emptyState, incidentKey, type Context, type Known, type State, type Step } from './state.ts';
export { tick } from './tick.ts';
export { isWithin } from './who.ts';
export { alertsFile, openAlerts, type AlertsStore } from './store/open.ts';
export { forgetSent } from './store/forget.ts';
export { readState, waitingItems, type WaitingItem } from './store/state.ts';
export { isEvaluated, takeAcknowledgement, takeEvaluation, takeTick } from './store/take.ts';
export { readAlertsContent, type AlertsContent, type AlertsFolders, type KnownChannel } from './content/read.ts';
export { readCondition, type ConditionFile } from './content/read-condition.ts';
export { askedOf, askVersion, evaluateVersion, type Evaluated } from './ask/evaluate-version.ts';
export { placeOf } from './ask/publications.ts';
export { readerNow, recipientsOf } from './recipients.ts';
export { faultsOfConditions } from './content/check.ts';
export { readAlertsTable } from './content/tables.ts';
export {
  countAlerts,
  findIncident,
  readAlerts,
  readIncident,
  stampOf,
  whatWords,
  type AlertReader,
  type View,
} from './view.ts';
export { askClock } from './ask/clock.ts';
export { prepareMessage } from './prepare.ts';
