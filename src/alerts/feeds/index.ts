export { atomOf, type FeedEntry } from './atom.ts';
export { calendarOf } from './calendar.ts';
export { afterDeadlines, toldEntries, type Deadline, type Entry } from './deadlines.ts';
export { takeCalendar } from '../store/calendar.ts';
