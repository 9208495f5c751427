import assert from 'node:assert/strict';
import { RateBudget } from '../../../../src/net/rateBudget.ts';
import { json } from '../../../support/faultyHost.ts';
import * as faults from '../../../support/faults.ts';
import { ManualClock, settled } from '../../../support/manualClock.ts';
import { cancelAnswer, publishedRequest } from '../../../support/orders.ts';
import { errorOf, VenueRig } from '../../../support/venueRig.ts';

const none = json({ code: 0, data: [] });

describe('the rate budget of a client', () => {
  const rig = new VenueRig();
  afterEach(() => rig.end());

  it('keeps reads still as long as the venue asked for, and lets a cancel through', async () => {
    const host = await rig.host({ answer: faults.html(429, { 'Retry-After': '30' }) });
    const clock = new ManualClock();
    const { venue } = rig.venue(host.origin, { clock });
    assert.equal((await errorOf(venue.openOrders())).retryAfter, 30_000);
    for (const priority of ['person', 'background'] as const) {
      const error = await errorOf(venue.openOrders({ priority }));
      assert.deepEqual([error.kind, error.reason], ['notSent', 'rateLimited']);
      assert.equal(error.retryAfter, 30_000);
    }
    host.answer = json(cancelAnswer());
    assert.equal((await venue.cancelOrder(publishedRequest)).value.state, 'processed');
    assert.equal(host.requests.length, 2);
    host.answer = none;
    await clock.advance(30_000);
    assert.deepEqual((await venue.openOrders()).value, []);
  });

  it('has polling wait out a backoff that a person’s request does not wait for', async () => {
    const host = await rig.host({ answer: faults.html(502) });
    const clock = new ManualClock();
    const { venue } = rig.venue(host.origin, { clock });
    assert.equal((await errorOf(venue.cancelOrder(publishedRequest))).kind, 'unknownOutcome');
    host.answer = none;
    let polled = false;
    const poll = venue.openOrders({ priority: 'background' }).then(() => (polled = true));
    await settled();
    assert.deepEqual([polled, clock.waits], [false, [125]]);
    await venue.openOrders();
    await poll;
  });

  it('is shared by clients that are given one', async () => {
    const host = await rig.host({ answer: faults.html(429, { 'Retry-After': '30' }) });
    const clock = new ManualClock();
    const budget = new RateBudget({ clock, random: () => 0.5, perMinute: 100 });
    const [one, two] = [1, 2].map(() => rig.venue(host.origin, { clock, budget }).venue);
    assert.ok(one && two);
    await errorOf(one.openOrders());
    assert.equal((await errorOf(two.openOrders())).reason, 'rateLimited');
    assert.equal(host.requests.length, 1);
    budget.dispose();
  });

  it('lets go of what waits when the client is closed', async () => {
    const host = await rig.host({ answer: none });
    const clock = new ManualClock();
    const { venue } = rig.venue(host.origin, { clock });
    host.answer = faults.html(503, { 'Retry-After': '2' });
    const first = errorOf(venue.openOrders());
    await host.received(1);
    while (clock.waits.length === 0) await settled();
    const abort = new AbortController();
    const given = errorOf(venue.openOrders(abort.signal));
    const waiting = errorOf(venue.openOrders());
    abort.abort();
    assert.deepEqual([(await given).kind, (await given).reason], ['notSent', 'aborted']);
    await venue.close();
    assert.deepEqual([(await waiting).kind, (await waiting).reason], ['notSent', 'aborted']);
    assert.deepEqual([(await first).kind, (await first).reason], ['unreadable', 'aborted']);
    assert.equal(host.requests.length, 1);
  });
});
