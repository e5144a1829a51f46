export { openServer, type Server } from './client.ts';
export { makeGround, pointedTo, type Pointed } from './current.ts';
export { groundStatements, tableStatements, type Place } from './ddl.ts';
export { fill, type Filled, type Filling } from './fill.ts';
export { Unported } from './node.ts';
export type { Pin } from './pinned.ts';
export { readingOf, type ReadingOptions } from './reading.ts';
export { statementOf } from './statement.ts';
