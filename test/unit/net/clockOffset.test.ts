import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  bestOffset,
  ClockOffset,
  midpoint,
  type ClockSample,
} from '../../../src/net/clockOffset.ts';
import { ManualClock, settled } from '../../support/manualClock.ts';

/** A question whose two ways take as long as given, to a venue that is `offset` ahead. */
const sampled = fc
  .record({
    offset: fc.integer({ min: -100_000, max: 100_000 }),
    sentAt: fc.double({ min: 1e12, max: 2e12, noNaN: true }),
    there: fc.double({ min: 0, max: 20_000, noNaN: true }),
    back: fc.double({ min: 0, max: 20_000, noNaN: true }),
  })
  .map(({ offset, sentAt, there, back }) => ({
    offset,
    sample: {
      sentAt,
      venueAt: Math.floor(sentAt + there + offset),
      receivedAt: sentAt + there + back,
    },
  }));

describe('a clock offset by midpoint', () => {
  it('is never further from the truth than it says, however unequal the two ways are', () => {
    fc.assert(
      fc.property(sampled, ({ offset, sample }) => {
        const found = midpoint(sample);
        assert.ok(Math.abs(found.offset - offset) <= found.uncertainty + 0.01);
      }),
    );
  });

  it('is exact where both ways take the same time', () => {
    const found = midpoint({ sentAt: 1_000, receivedAt: 1_200, venueAt: 32_100 });
    assert.deepEqual(found, { offset: 31_000, uncertainty: 101 });
  });

  it('comes from the shortest round trip, in whatever order the samples are', () => {
    fc.assert(
      fc.property(fc.array(sampled, { minLength: 1 }), (list) => {
        const samples = list.map(({ sample }) => sample);
        const best = bestOffset(samples);
        const shortest = Math.min(...samples.map(({ sentAt, receivedAt }) => receivedAt - sentAt));
        assert.equal(best?.uncertainty, shortest / 2 + 1);
        assert.equal(bestOffset([...samples].reverse())?.uncertainty, best?.uncertainty);
      }),
    );
  });

  it('does not come from samples that make no sense', () => {
    assert.equal(bestOffset([]), undefined);
    assert.equal(bestOffset([{ sentAt: 2, receivedAt: 1, venueAt: 0 }]), undefined);
    assert.equal(bestOffset([{ sentAt: 1, receivedAt: 2, venueAt: NaN }]), undefined);
  });
});

describe('a clock offset that is kept', () => {
  const interval = 60_000;
  let clock: ManualClock;
  let asked: number;
  let answer: () => ClockSample;

  beforeEach(() => {
    clock = new ManualClock();
    asked = 0;
    answer = () => ({ ...at(), venueAt: clock.now() + 31_000 });
  });

  const at = (): { sentAt: number; receivedAt: number } => ({
    sentAt: clock.now(),
    receivedAt: clock.now(),
  });

  function make(): ClockOffset {
    return new ClockOffset({
      clock,
      interval,
      samples: 3,
      monotonic: () => clock.elapsed,
      sample: () => {
        asked += 1;
        return new Promise((resolve) => resolve(answer()));
      },
    });
  }

  it('is 0 until it is measured, then what was measured, and says so', async () => {
    const offset = make();
    const told: number[] = [];
    offset.onDidChange(({ offset: ms }) => told.push(ms));
    assert.deepEqual([offset.current, offset.now()], [undefined, clock.now()]);
    await Promise.all([offset.measure(), offset.measure()]);
    assert.equal(asked, 3, 'callers share a measurement');
    assert.equal(offset.now(), clock.now() + 31_000);
    assert.equal(offset.current?.measuredAt, clock.now());
    assert.deepEqual(told, [31_000]);
  });

  it('is measured by questions after a moment alone where that is asked for', async () => {
    const held = Promise.withResolvers<undefined>();
    const offset = new ClockOffset({
      clock,
      samples: 1,
      sample: async () => {
        asked += 1;
        const sampled = answer();
        if (asked === 1) await held.promise;
        return sampled;
      },
    });
    const earlier = offset.measure();
    const shared = offset.measureSince(clock.now() - 1);
    answer = () => ({ ...at(), venueAt: clock.now() + 90_000 }); // the venue's clock is set meanwhile
    const later = offset.measureSince(clock.now());
    held.resolve(undefined);
    assert.deepEqual([(await earlier).offset, (await shared).offset], [31_000, 31_000]);
    assert.equal((await later).offset, 90_000);
    assert.equal(asked, 2);
  });

  it('makes do with the samples it got, and keeps the last one where it got none', async () => {
    const offset = make();
    const right = answer;
    answer = () => {
      if (asked > 1) throw new Error('no more');
      return right();
    };
    await offset.measure();
    assert.equal(offset.current?.offset, 31_000);
    await assert.rejects(offset.measure(), /no more/);
    assert.equal(offset.current?.offset, 31_000);
  });

  it('is measured at once and on a schedule while followed, and never after', async () => {
    const offset = make();
    const [one, two] = [offset.follow(), offset.follow()];
    await settled();
    assert.equal(asked, 3);
    await clock.advance(interval - 1);
    assert.equal(asked, 3);
    await clock.advance(1);
    assert.equal(asked, 6);
    one.dispose();
    one.dispose();
    await clock.advance(interval);
    assert.equal(asked, 9);
    two.dispose();
    await clock.advance(10 * interval);
    assert.equal(asked, 9);
    assert.deepEqual(clock.waits, []);
  });

  it('is measured again when the local clock jumps, either way, and once for each jump', async () => {
    const offset = make();
    offset.follow();
    await settled();
    for (const [jump, times] of [
      [3_600_000, 6],
      [-7_200_000, 9],
      [900, 9],
    ] as const) {
      clock.set(clock.now() + jump);
      await clock.advance(5_000);
      assert.equal(asked, times);
    }
    offset.dispose();
  });

  it('goes on asking on its schedule, and no faster, while nobody answers', async () => {
    answer = () => {
      throw new Error('nobody');
    };
    const offset = make();
    offset.follow();
    await clock.advance(3 * interval);
    assert.equal(asked, 4);
    offset.dispose();
    await clock.advance(3 * interval);
    assert.equal(asked, 4);
  });
});
