export { can, nobody, seat, type Reader } from './reader.ts';
