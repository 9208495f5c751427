import assert from 'node:assert/strict';
import { elapsed, systemClock } from '../../../src/common/clock.ts';

describe('the clock', () => {
  it('that is set back takes nothing off what was counted', () => {
    let now = 1_000_000;
    const waited = elapsed({ now: () => now });
    now += 700;
    assert.equal(waited(), 700);
    now -= 3_600_000;
    assert.equal(waited(), 700);
    now += 300;
    assert.equal(waited(), 1_000);
  });

  it('waits on for longer than a timer can count', async () => {
    const stop = new AbortController();
    const long = systemClock.delay(3_000_000_000, stop.signal).then(() => 'long');
    const short = systemClock.delay(20).then(() => 'short');
    assert.equal(await Promise.race([long, short]), 'short');
    stop.abort();
    assert.equal(await long, 'long');
  });

  it('ends a wait at once when it is given up, before or meanwhile', async () => {
    const stop = new AbortController();
    const waiting = systemClock.delay(60_000, stop.signal);
    stop.abort();
    await waiting;
    await systemClock.delay(60_000, stop.signal);
    assert.ok(stop.signal.aborted);
  });
});
