import { expect, test } from 'vitest';
import { Refusal } from '#spec';
import { createFairQueue } from '../../src/api/http/fair-queue.ts';

/** A queue of so many places, what it began in order, and what ends what runs. */
function queueOf(places: number) {
  const queue = createFairQueue(places, () => new Refusal(503, 'busy', '忙'));
  const begun: string[] = [];
  const running: PromiseWithResolvers<void>[] = [];
  const ended = new Map<string, string>();
  return {
    begun,
    ended,
    /** What an asker is told at once: that there is no room, or nothing yet. */
    async ask(asker: string, name = `${asker}${begun.length}`): Promise<string> {
      try {
        const work = () => {
          begun.push(name);
          const done = Promise.withResolvers<void>();
          running.push(done);
          return done.promise;
        };
        const made = queue.run(name, asker, work);
        void made.then(
          () => ended.set(`${asker} ${name}`, 'done'),
          (error: Error) => ended.set(`${asker} ${name}`, error instanceof Refusal ? error.code : error.message)
        );
        return 'waits';
      } catch (error) {
        return (error as Refusal).code;
      }
    },
    async end(error?: Error): Promise<void> {
      const done = running.shift();
      if (error) done?.reject(error);
      else done?.resolve();
      await new Promise(setImmediate);
    },
  };
}

const days = (...names: number[]) => names.map((day) => `a${day}`);

test('one who is alone has every place, and whoever else comes has one before all that waits', async () => {
  const { ask, end, begun, ended } = queueOf(4);
  for (const name of days(1, 2, 3, 4)) expect(await ask('a', name)).toBe('waits');
  expect(await ask('a', 'a5')).toBe('busy');
  expect(await ask('b', 'b1')).toBe('waits');
  await end();
  expect(begun).toEqual(['a1', 'b1']);
  expect(ended).toEqual(
    new Map([
      ['a a4', 'busy'],
      ['a a1', 'done'],
    ])
  );
  for (let i = 0; i < 3; i++) await end();
  expect(begun).toEqual(['a1', 'b1', 'a2', 'a3']);
});

test('nobody is driven out by whoever waits for as much, and many askers have a place each', async () => {
  const { ask, ended } = queueOf(4);
  for (const name of days(1, 2, 3, 4)) await ask('a', name);
  for (const asker of ['b', 'c', 'd']) expect(await ask(asker, asker)).toBe('waits');
  await new Promise(setImmediate);
  expect([...ended.keys()]).toEqual(['a a4', 'a a3', 'a a2']);
  expect(await ask('e', 'e')).toBe('busy');
  expect(await ask('b', 'b2')).toBe('busy');
});

test('who asks again and again for one has no more turns than who waits for many', async () => {
  const { ask, end, begun } = queueOf(4);
  for (const name of days(1, 2, 3)) await ask('a', name);
  await ask('b', 'b1');
  for (let i = 2; i < 5; i++) {
    await end();
    await ask('b', `b${i}`);
  }
  expect(begun).toEqual(['a1', 'b1', 'a2', 'b2']);
});

test('what two wait for is done once, in the turn of the first of them, and is not taken from who waits for it alone', async () => {
  const { ask, end, begun, ended } = queueOf(3);
  for (const name of days(1, 2, 3)) await ask('a', name);
  await ask('b', 'a3');
  await ask('c', 'c1');
  await end();
  await end();
  await end();
  expect(begun).toEqual(['a1', 'a3', 'c1']);
  expect(Object.fromEntries(ended)).toEqual({
    'a a1': 'done',
    'a a2': 'busy',
    'a a3': 'done',
    'b a3': 'done',
    'c c1': 'done',
  });
});

test('what fails fails for who asked for it, and the next is done', async () => {
  const { ask, end, begun, ended } = queueOf(2);
  await ask('a', 'a1');
  await ask('a', 'a2');
  await end(new Error('broke'));
  await end();
  expect(Object.fromEntries(ended)).toEqual({ 'a a1': 'broke', 'a a2': 'done' });
  expect(await ask('a', 'a1')).toBe('waits');
  expect(begun).toEqual(['a1', 'a2', 'a1']);
});
