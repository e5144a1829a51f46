import { answerOf } from './look.ts';
import { fill, versionToFill } from '#clickhouse';
import { chdb } from '../programs/chdb.ts';
import { place } from './tenants.ts';

/** A process of its own, with the folder of ClickHouse that it is told: fills a version, or says what is there. */
const [what = '', folder = '', warehouse = '', version = '', tenant = ''] = process.argv.slice(2);
const server = await chdb(folder);
if (what === 'fill') {
  const telling: typeof server = {
    ...server,
    async insert(...given) {
      await server.insert(...given);
      console.log('sent');
    },
  };
  const { rows, isMoved } = await fill(telling, { ...(await versionToFill(warehouse, version)), tenant, place });
  console.log(JSON.stringify({ rows, isMoved }));
} else console.log(JSON.stringify(await answerOf(server, { warehouse, version, tenant })));
await server.close();
