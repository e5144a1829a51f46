import { resolve } from 'node:path';
import { faultOfImport, type Fault } from '#spec/content';

type Declared = (typeof import('#declared-dimensions'))['default'];

const file = 'pipelines/dimensions.ts';

const read = await import('#declared-dimensions').then(
  ({ default: declared }: { default?: Declared }) => ({ declared, error: null }),
  (error: unknown) => ({ declared: undefined, error })
);

/** Why no dimension can be read: all that can be done then is to check content, which tells it beside other faults. */
export const faultOfDimensions: Fault | null =
  read.error !== null
    ? { file, ...faultOfImport(read.error, resolve(import.meta.dirname, '../..', file)) }
    : read.declared === undefined
      ? { file, line: null, message: '没有写 export default defineDimensions({ … })。' }
      : null;

/** What pipelines/dimensions.ts declares; nothing where it cannot be read. */
export default read.declared ?? ({} as Declared);
