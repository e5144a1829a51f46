import { makeBriefAs } from './brief-as.ts';
import type { BriefMessage } from './fork-brief.ts';
import type { BriefAsked } from './made-brief.ts';

// A server that is gone sends nothing any more.
process.once('disconnect', () => process.exit(1));

const [warehouse = '', id = '{}'] = process.argv.slice(2);
const { reader, ...asked } = JSON.parse(id) as BriefAsked;
const as = { ...reader, capabilities: new Set(reader.capabilities) };
const last: BriefMessage = await makeBriefAs({ ...asked, warehouse, reader: as }).then(
  (made) => ({ made }),
  (error: unknown) => ({ failed: error instanceof Error ? error.message : String(error) })
);
process.send?.(last, () => process.exit(0));
