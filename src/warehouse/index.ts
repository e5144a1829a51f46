export { openBuild, type Appender, type Build, type Cell } from './build.ts';
export { QueryError } from './query-error.ts';
