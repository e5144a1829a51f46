export { collect, chunksOf, type Body } from './body.ts';
export { createKept, type Finished, type Kept, type Made } from './keep.ts';
export { encodingFor, type Encoding } from './encoding.ts';
