import assert from 'node:assert/strict';
import type { CancelJournal } from '../../../src/orders/cancelJournal.ts';
import { memoryJournal } from '../../../src/orders/journal.ts';
import { live, PaperDesks, until } from '../../support/paperDesks.ts';

describe('two desks on one account, as two windows have them', () => {
  const rig = new PaperDesks();
  afterEach(() => rig.end());

  /** Cancels of single orders that the exchange was sent. */
  const sent = (): number =>
    rig.exchange.services.stats.requests['DELETE /:group/api/pro/v2/futures/order'] ?? 0;

  it('both see what one of them does, without asking', async () => {
    await rig.start();
    const [one, two] = [rig.desk(), rig.desk()];
    for (const desk of [one, two]) {
      await live(desk);
      await desk.feed.refresh();
      assert.equal(desk.store.size, 4);
    }
    const [order] = one.store.working;
    assert.ok(order);
    const { outcome } = await one.cancels.cancel(order);
    assert.equal(outcome.kind, 'canceled');
    await until(two, () => !two.store.isWorking(order.orderId));
    assert.equal(two.store.get(order.orderId)?.status, 'canceled');
    assert.equal(sent(), 1);
  });

  it('cancel the same order at once: each sends one, and neither says what is not true', async () => {
    await rig.start();
    const desks = [rig.desk(), rig.desk()];
    for (const desk of desks) await desk.feed.refresh();
    const [order] = desks[0]?.store.working ?? [];
    assert.ok(order);
    const reports = await Promise.all(desks.map((desk) => desk.cancels.cancel(order)));
    const kinds = reports.map(({ outcome }) => outcome.kind);
    assert.ok(kinds.includes('canceled'), kinds.join());
    for (const kind of kinds) assert.ok(kind === 'canceled' || kind === 'alreadyClosed', kind);
    for (const desk of desks) assert.ok(!desk.store.isWorking(order.orderId));
    assert.equal(sent(), 2);
  });

  it('share a journal: the second goes on with a cancel of the first and sends none', async () => {
    const exchange = await rig.start();
    const journal: CancelJournal = memoryJournal();
    const one = rig.desk(journal);
    await one.feed.refresh();
    const [order] = one.store.working;
    assert.ok(order);
    exchange.services.faults.add({ kind: 'drop-before', action: 'cancel-order' });
    const early = await one.cancels.cancel(order, { ms: 0 });
    assert.equal(early.outcome.kind, 'unknown');
    const two = rig.desk(journal);
    assert.equal(two.cancels.phaseOf(order.orderId), 'unknown');
    const again = two.cancels.cancel(order);
    assert.equal((await again).outcome.kind, 'underWay');
    assert.deepEqual(exchange.services.faults.counts, { 'drop-before': 1 });
    assert.equal(sent(), 0, 'none but the one that was dropped');
  });
});
