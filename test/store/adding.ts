import { openStore } from '../../src/store/index.ts';

/** Adds lines to a record, one after the other, and says each: a process of its own that tests may kill. */
const [path = '', name = '', count = '0'] = process.argv.slice(2);
for (let at = 1; at <= Number(count); at += 1) {
  const store = openStore(path);
  const { position } = store.append({
    stream: 'test',
    at: '2026-11-23T12:00:00+08:00',
    by: name,
    body: `{"at":${at}}`,
  });
  store.close();
  console.log(`added ${position}`);
}
