export { division, scopeOf, type Reader } from './reader.ts';
