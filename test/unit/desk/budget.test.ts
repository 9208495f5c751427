import assert from 'node:assert/strict';
import { Desk } from '../../../src/desk/desk.ts';
import { PAPER } from '../../../src/desk/profile.ts';
import { RateBudget } from '../../../src/net/rateBudget.ts';
import { html, reset } from '../../support/faults.ts';
import { json, type Answer } from '../../support/faultyHost.ts';
import { ManualClock, settled } from '../../support/manualClock.ts';
import { memoryJournal } from '../../../src/orders/journal.ts';
import { wireOrder } from '../../support/orders.ts';
import { VenueRig } from '../../support/venueRig.ts';

const minute = 60_000;
const step = 250;

describe('what a desk sends within a minute', () => {
  const rig = new VenueRig();
  afterEach(() => rig.end());

  /** Times of all that a host was sent, streams included, while everything is wanted at once. */
  async function sentIn(minutes: number, perMinute: number): Promise<readonly number[]> {
    const clock = new ManualClock();
    const times: number[] = [];
    const ids = Array.from({ length: 20 }, (_, i) => `order${i}`);
    const host = await rig.host();
    const list = json({ code: 0, data: ids.map((orderId) => wireOrder({ orderId })) });
    const answer: Answer = (socket, request) => {
      times.push(clock.now());
      if (request.method === 'DELETE') return reset()(socket, request);
      // The upgrade is refused by a gateway again and again, and so the stream comes back for more.
      const stream = request.path.endsWith('/stream');
      return (stream ? html(502) : list)(socket, request);
    };
    host.answer = answer;
    const budget = new RateBudget({ clock, random: Math.random, perMinute });
    rig.endLater(() => Promise.resolve(budget.dispose()));
    const options = { clock, budget, random: Math.random };
    const made = [1, 2].map(() => rig.venue(host.origin, options));
    const desks = made.map(({ venue }) => new Desk(PAPER, venue, clock, memoryJournal()));
    rig.endLater(() => Promise.resolve(desks.forEach((desk) => desk.dispose())));
    for (const desk of desks) desk.feed.startPolling(1_000);
    for (const orderId of ids) {
      void desks[0]?.cancels.cancel({ orderId, symbol: 'BTC-PERP' }, { ms: 0 });
    }
    for (let passed = 0; passed < minutes * minute; passed += step) {
      await clock.advance(step);
      const done = (): number => made.reduce((sum, { transcripts }) => sum + transcripts.length, 0);
      for (let turn = 0; turn < 20 || done() < times.length; turn += 1) await settled();
    }
    return times;
  }

  /** The most of them in any minute, wherever it begins. */
  function most(times: readonly number[]): number {
    let [best, from] = [0, 0];
    for (const [i, time] of times.entries()) {
      while ((times[from] ?? 0) <= time - minute) from += 1;
      best = Math.max(best, i - from + 1);
    }
    return best;
  }

  it('is far below half of the threshold that the exchange documents', async () => {
    const times = await sentIn(1, 8_000);
    const busiest = most(times);
    assert.ok(busiest > 200, `${busiest}: polling, status queries and stream were all at it`);
    assert.ok(busiest < 4_000, `${busiest} requests in a minute`);
  }).timeout(60_000);

  it('is at most half of the threshold however much is wanted', async () => {
    const threshold = 200;
    const times = await sentIn(2, threshold);
    const busiest = most(times);
    assert.ok(busiest <= threshold / 2, `${busiest} requests in a minute`);
    assert.ok(busiest > threshold / 4, `${busiest}: the budget was what held them back`);
  }).timeout(60_000);
});
