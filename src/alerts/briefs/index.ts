export { readSchedules } from './read-schedules.ts';
export { briefAlert, takeSchedules, type Schedule } from './schedules.ts';
