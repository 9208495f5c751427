import assert from 'node:assert/strict';
import { json } from '../../../support/faultyHost.ts';
import * as faults from '../../../support/faults.ts';
import { ManualClock, settled } from '../../../support/manualClock.ts';
import { cancelAnswer, publishedRequest } from '../../../support/orders.ts';
import { errorOf, VenueRig } from '../../../support/venueRig.ts';

const none = json({ code: 0, data: [] });
const limits = { headersTimeout: 40, totalTimeout: 400 };
const background = { priority: 'background' } as const;
const banned = { code: 100014, reason: 'TOO_MANY_REQUESTS', message: 'banned' };

describe('a venue that wants fewer requests', () => {
  const rig = new VenueRig();
  afterEach(() => rig.end());

  describe('and just ignores them', () => {
    it('is found out by the third in a row that nobody answered, and is said to ignore', async () => {
      const host = await rig.host({ answer: faults.hang() });
      const { venue } = rig.venue(host.origin, { limits });
      const first = await errorOf(venue.cancelOrder(publishedRequest));
      assert.deepEqual([first.kind, first.reason], ['unknownOutcome', 'timeout']);
      const second = await errorOf(venue.openOrders());
      assert.equal(second.reason, 'ignored');
      assert.match(second.message, /did not answer in time .*, like the 2 requests before it/);
      const third = await errorOf(venue.cancelOrder(publishedRequest));
      assert.deepEqual([third.kind, third.reason], ['unknownOutcome', 'ignored']);
      assert.equal(host.requests.length, 4);
    });

    it('is polled less and less often, while what a person asks for goes out', async () => {
      const host = await rig.host({ answer: faults.hang() });
      const clock = new ManualClock();
      const { venue } = rig.venue(host.origin, { limits, clock });
      const cancel = () => errorOf(venue.cancelOrder(publishedRequest));
      for (let i = 0; i < 2; i++) await cancel();
      for (const pause of [5_000, 10_000, 20_000, 40_000, 60_000, 60_000]) {
        await cancel();
        const sent = host.requests.length;
        const held = await errorOf(venue.openOrders(background));
        assert.deepEqual([held.kind, held.reason, held.retryAfter], ['notSent', 'ignored', pause]);
        assert.equal(host.requests.length, sent);
      }
      await clock.advance(60_000);
      host.answer = none;
      assert.deepEqual((await venue.openOrders(background)).value, []);
    }).timeout(20_000);

    it('is polled again as soon as it answers', async () => {
      const host = await rig.host({ answer: faults.hang() });
      const { venue } = rig.venue(host.origin, { limits, clock: new ManualClock() });
      for (let i = 0; i < 3; i++) await errorOf(venue.cancelOrder(publishedRequest));
      host.answer = json(cancelAnswer());
      await venue.cancelOrder(publishedRequest);
      host.answer = none;
      assert.deepEqual((await venue.openOrders(background)).value, []);
    });

    it('is not suspected where something was heard in between', async () => {
      const host = await rig.host();
      const { venue } = rig.venue(host.origin, { limits });
      for (const answer of [faults.reset(), faults.raw('HTTP/1.1 200 OK\r\n\r\n{'), none]) {
        host.answer = faults.hang();
        for (let i = 0; i < 2; i++) {
          const { reason } = await errorOf(venue.cancelOrder(publishedRequest));
          assert.equal(reason, 'timeout');
        }
        host.answer = answer;
        assert.notEqual((await errorOf(venue.cancelOrder(publishedRequest))).reason, 'ignored');
      }
    });
  });

  describe('and bans', () => {
    it('is left alone for a minute where it does not say for how long, cancels aside', async () => {
      const host = await rig.host({ answer: faults.inTurn(json(banned), json(cancelAnswer())) });
      const clock = new ManualClock();
      const { venue } = rig.venue(host.origin, { clock });
      const error = await errorOf(venue.openOrders());
      assert.deepEqual(
        [error.kind, error.reason, error.code],
        ['rejected', 'rateLimited', '100014'],
      );
      for (const call of [venue.openOrders(), venue.openOrders(background)]) {
        const { kind, reason, retryAfter } = await errorOf(call);
        assert.deepEqual([kind, reason, retryAfter], ['notSent', 'rateLimited', 60_000]);
      }
      assert.equal((await venue.cancelOrder(publishedRequest)).value.state, 'processed');
      host.answer = none;
      await clock.advance(60_000);
      assert.deepEqual((await venue.openOrders()).value, []);
    });

    it('by closing every connection is polled less and less often', async () => {
      const host = await rig.host({ answer: faults.endAfter('') });
      const clock = new ManualClock();
      const { venue } = rig.venue(host.origin, { clock, random: () => 0.999 });
      const waits: number[] = [];
      while (waits.length < 8) {
        assert.equal((await errorOf(venue.cancelOrder(publishedRequest))).reason, 'reset');
        const stop = new AbortController();
        const poll = errorOf(venue.openOrders({ ...background, signal: stop.signal }));
        await settled();
        const [wait = 0] = clock.waits;
        waits.push(wait);
        stop.abort();
        await poll;
        await clock.advance(wait);
      }
      assert.deepEqual(waits, [249, 499, 999, 1_998, 3_996, 7_992, 9_990, 9_990]);
    });
  });
});
