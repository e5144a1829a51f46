import { toSecond } from './calendar.ts';
import type { Civil } from './incident.ts';

/** The moment, in milliseconds since 1970, at which the clock of the province shows this. */
export const momentOf = (civil: Civil): number => Date.parse(`${toSecond(civil)}+08:00`);
