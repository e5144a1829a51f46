import type { Condition } from './condition.ts';
import type { About, Incident, Recipient, What } from './incident.ts';

/**
 * Whether what is about this may be told to somebody: each dimension of their scope must be said of it, and be theirs.
 * What is of the province says none, so it is for who sees all.
 */
export const isWithin = (scope: Recipient['scope'], about: About): boolean =>
  Object.entries(scope).every(([dimension, values]) => {
    const value = about[dimension];
    return value !== undefined && values.includes(value);
  });

const province: About = {};

/** Whether a recipient is one of those that a condition is for, about this. */
export const isFor = ({ roles, scope, seesRows }: Recipient, to: readonly string[], about: About): boolean =>
  roles.some((role) => to.includes(role)) && (seesRows || Object.keys(about).length === 0) && isWithin(scope, about);

/** To whom a condition tells this, by what it is. */
export const rolesTold = ({ to, escalate }: Condition, what: What): readonly string[] =>
  what === 'escalated' ? (escalate === null ? [] : [escalate.to]) : to;

/** Whether something that waits may still be told to somebody as they are now. */
export const mayHear = (
  recipient: Recipient,
  condition: Condition,
  what: What,
  incident: Pick<Incident, 'about' | 'told'> | undefined
): boolean => {
  const about = incident?.about ?? province;
  // Whoever it was escalated to hears of its end too.
  const roles =
    what === 'resolved' && condition.escalate !== null
      ? [...condition.to, condition.escalate.to]
      : rolesTold(condition, what);
  return what === 'baseline' ? recipient.roles.some((role) => roles.includes(role)) : isFor(recipient, roles, about);
};
