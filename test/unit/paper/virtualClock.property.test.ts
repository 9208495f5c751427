import assert from 'node:assert/strict';
import fc from 'fast-check';
import { VirtualClock } from '../../../src/paper/virtualClock.ts';

describe('the virtual clock', () => {
  const timers = fc.array(fc.record({ ms: fc.nat({ max: 50 }), calledOff: fc.boolean() }), {
    maxLength: 40,
  });

  it('calls back what is due and was not called off, in order, each at its own time', async () => {
    await fc.assert(
      fc.asyncProperty(timers, fc.nat({ max: 60 }), async (asked, moved) => {
        const clock = new VirtualClock(0);
        const called: { ms: number; i: number; at: number }[] = [];
        const callOffs = asked.map(({ ms }, i) =>
          clock.after(ms, () => called.push({ ms, i, at: clock.now() })),
        );
        for (const [i, { calledOff }] of asked.entries()) if (calledOff) callOffs[i]?.();
        const wanted = asked.map(({ ms, calledOff }, i) => ({ ms, i, calledOff }));
        const left = wanted.filter(({ calledOff }) => !calledOff);
        await clock.advance(moved);
        const due = left.filter(({ ms }) => ms <= moved).sort((a, b) => a.ms - b.ms || a.i - b.i);
        assert.deepEqual(
          called,
          due.map(({ ms, i }) => ({ ms, i, at: ms })),
        );
        assert.equal(clock.waiting, left.length - due.length);
        assert.equal(clock.now(), moved);
      }),
    );
  });
});
