import assert from 'node:assert/strict';
import { Pacer } from '../../../src/common/pacer.ts';
import { ManualClock, settled } from '../../support/manualClock.ts';

describe('a pacer', () => {
  const REST = 100;
  let clock: ManualClock;
  let start: number;
  let runs: number[];
  let pacer: Pacer;

  beforeEach(() => {
    clock = new ManualClock();
    start = clock.now();
    runs = [];
    pacer = new Pacer(clock, () => {
      runs.push(clock.now() - start);
      return Promise.resolve(REST);
    });
  });
  afterEach(() => pacer.dispose());

  it('runs at once after a quiet time', async () => {
    pacer.ask();
    assert.deepEqual(runs, [0]);
    await clock.advance(1_000);
    pacer.ask();
    assert.deepEqual(runs, [0, 1_000]);
  });

  it('runs once for all who asked while it rested, when the rest is over', async () => {
    for (let i = 0; i < 50; i += 1) pacer.ask();
    assert.deepEqual(runs, [0]);
    await clock.advance(REST - 1);
    assert.deepEqual(runs, [0]);
    await clock.advance(1);
    assert.deepEqual(runs, [0, REST]);
    await clock.advance(10 * REST);
    assert.deepEqual(runs, [0, REST]);
  });

  it('runs ten times a second, however often it is asked', async () => {
    for (let ms = 0; ms < 1_000; ms += 1) {
      pacer.ask();
      await clock.advance(1);
    }
    assert.deepEqual(runs, [0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1_000]);
  });

  it('cuts a long rest short for somebody who waits, and none more often than ten times a second', async () => {
    const rests = [5_000, 5_000, 50, 5_000];
    const slow = new Pacer(clock, () => {
      runs.push(clock.now() - start);
      return Promise.resolve(rests.shift() ?? 0);
    });
    slow.ask();
    await clock.advance(2_000);
    slow.hurry();
    await settled();
    assert.deepEqual(runs, [0, 2_000]);
    slow.hurry();
    await clock.advance(99);
    assert.deepEqual(runs, [0, 2_000]);
    await clock.advance(1);
    assert.deepEqual(runs, [0, 2_000, 2_100]);
    // One that is over is not what the next is cut short by.
    await clock.advance(500);
    slow.ask();
    slow.ask();
    await clock.advance(4_999);
    assert.deepEqual(runs, [0, 2_000, 2_100, 2_600]);
    await clock.advance(1);
    assert.deepEqual(runs, [0, 2_000, 2_100, 2_600, 7_600]);
    slow.dispose();
  });

  it('rests from when a run is done, and takes no second one up before', async () => {
    let done = (): void => undefined;
    const slow = new Pacer(clock, () => {
      runs.push(clock.now() - start);
      return new Promise((resolve) => (done = () => resolve(REST)));
    });
    slow.ask();
    slow.ask();
    await clock.advance(700);
    assert.deepEqual(runs, [0]);
    done();
    await clock.advance(REST);
    assert.deepEqual(runs, [0, 700 + REST]);
    done();
    slow.dispose();
  });

  it('goes on by itself where its run asks again', async () => {
    let left = 2;
    const again: Pacer = new Pacer(clock, () => {
      runs.push(clock.now() - start);
      if (left-- > 0) again.ask();
      return Promise.resolve(REST);
    });
    again.ask();
    await clock.advance(10 * REST);
    assert.deepEqual(runs, [0, REST, 2 * REST]);
  });

  it('does not run any more once it is disposed, and leaves no timer', async () => {
    pacer.ask();
    pacer.ask();
    pacer.dispose();
    await settled();
    assert.deepEqual(clock.waits, []);
    await clock.advance(1_000);
    assert.deepEqual(runs, [0]);
  });
});
