import assert from 'node:assert/strict';
import { Arming } from '../../../src/desk/arming.ts';
import { ManualClock, settled } from '../../support/manualClock.ts';

const MINUTE = 60_000;

describe('a live profile', () => {
  let clock: ManualClock;
  let arming: Arming;

  beforeEach(() => {
    clock = new ManualClock();
    arming = new Arming(clock);
  });
  afterEach(() => arming.dispose());

  it('is disarmed until a person arms it, and it alone is armed then', () => {
    assert.equal(arming.allows('live'), false);
    assert.equal(arming.leftOf('live'), 0);
    arming.arm('live', MINUTE);
    assert.equal(arming.allows('live'), true);
    assert.equal(arming.allows('other'), false);
    arming.arm('other', MINUTE);
    assert.equal(arming.allows('live'), false);
    arming.disarm();
    assert.equal(arming.allows('other'), false);
  });

  it('lapses by itself, and says how long that takes', async () => {
    const left: number[] = [];
    arming.onDidChange(() => left.push(arming.leftOf('live')));
    arming.arm('live', MINUTE);
    await clock.advance(MINUTE);
    assert.deepEqual(left, [60_000, 45_000, 30_000, 15_000, 0, 0]);
    assert.equal(arming.allows('live'), false);
  });

  it('lapses by the clock, though nobody was woken in time', () => {
    arming.arm('live', MINUTE);
    clock.set(clock.now() + 2 * MINUTE);
    assert.equal(arming.allows('live'), false);
    assert.equal(arming.leftOf('live'), 0);
  });

  it('is armed from then on anew where that is done again', async () => {
    arming.arm('live', MINUTE);
    await clock.advance(MINUTE - 1);
    arming.arm('live', MINUTE);
    await clock.advance(MINUTE - 1);
    assert.equal(arming.allows('live'), true);
    await clock.advance(1);
    assert.equal(arming.allows('live'), false);
  });

  it('does not lapse while something is being sent, and does right after', async () => {
    arming.arm('live', MINUTE);
    const sending = [arming.duringSending(), arming.duringSending()];
    await clock.advance(2 * MINUTE);
    assert.equal(arming.allows('live'), true);
    sending[0]?.dispose();
    assert.equal(arming.allows('live'), true);
    sending[1]?.dispose();
    assert.equal(arming.allows('live'), false);
  });

  it('is not armed by something that is being sent', async () => {
    arming.arm('live', MINUTE);
    await clock.advance(MINUTE);
    const sending = arming.duringSending();
    assert.equal(arming.allows('live'), false);
    sending.dispose();
  });

  it('is disarmed when the window is left, once no command is under way', () => {
    arming.arm('live', MINUTE);
    arming.setAway(true);
    assert.equal(arming.allows('live'), false);
    arming.setAway(false);
    arming.arm('live', MINUTE);
    const command = arming.duringCommand();
    arming.setAway(true);
    assert.equal(arming.allows('live'), true);
    const sending = arming.duringSending();
    sending.dispose();
    assert.equal(arming.allows('live'), true);
    command.dispose();
    assert.equal(arming.allows('live'), false);
  });

  it('stays armed where the person is back before the command ends', () => {
    arming.arm('live', MINUTE);
    const command = arming.duringCommand();
    arming.setAway(true);
    arming.setAway(false);
    command.dispose();
    assert.equal(arming.allows('live'), true);
  });

  it('is told of no more once it is disarmed', async () => {
    arming.arm('live', MINUTE);
    arming.disarm();
    await settled();
    let told = 0;
    arming.onDidChange(() => (told += 1));
    await clock.advance(2 * MINUTE);
    assert.equal(told, 0);
    assert.deepEqual(clock.waits, []);
  });
});
