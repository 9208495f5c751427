import assert from 'node:assert/strict';
import type { Desk } from '../../../src/desk/desk.ts';
import type { CancelJournal, JournalEntry } from '../../../src/orders/cancelJournal.ts';
import { memoryJournal } from '../../../src/orders/journal.ts';
import type { Order } from '../../../src/venues/venue.ts';
import { live, PaperDesks, until } from '../../support/paperDesks.ts';

interface Lost {
  readonly journal: { -readonly [K in keyof CancelJournal]: CancelJournal[K] };
  readonly told: readonly string[];
  readonly one: Desk;
  readonly settle: () => Promise<void>;
}

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

  it('take over what another has left unsettled for a while, and not what it has just sent', async () => {
    await rig.start();
    const [one, journal] = [rig.desk(), memoryJournal<JournalEntry>()];
    await one.feed.refresh();
    const [old, fresh] = one.store.working;
    assert.ok(old && fresh);
    const two = rig.desk(journal);
    const entry = (before: Order, age: number): JournalEntry => {
      const { orderId, symbol } = before;
      return { orderId, symbol, before, sentAt: Date.now() - age };
    };
    await journal.put([entry(old, 60_000), entry(fresh, 0)]);
    await two.feed.refresh();
    assert.equal(two.cancels.phaseOf(old.orderId), 'unknown');
    assert.equal(two.cancels.phaseOf(fresh.orderId), undefined);
  });

  /** A cancel that is lost on its way, of an order that somebody else cancels then. */
  async function lose(): Promise<Lost> {
    const exchange = await rig.start();
    const journal: CancelJournal = memoryJournal();
    const told: string[] = [];
    const open = async (name: string): Promise<Desk> => {
      const desk = rig.desk(journal);
      desk.cancels.onDidSettleLate(() => told.push(name));
      await live(desk);
      await desk.feed.refresh();
      return desk;
    };
    // What the exchange says comes to the others first.
    const others = [await open('two'), await open('three')];
    const one = await open('one');
    const [order] = one.store.working;
    assert.ok(order);
    exchange.services.faults.add({ kind: 'drop-before', action: 'cancel-order' });
    assert.equal((await one.cancels.cancel(order, { ms: 0 })).outcome.kind, 'unknown');
    for (const each of others) each.cancels.resume();
    const settle = async (): Promise<void> => {
      const somebody = rig.desk();
      await somebody.feed.refresh();
      await somebody.cancels.cancel(order);
      await Promise.all(
        others.map((each) => until(each, () => !each.cancels.phaseOf(order.orderId))),
      );
    };
    return { journal, told, settle, one };
  }

  /** Resolves once so many windows have looked whether they are to tell. */
  function looked(journal: Lost['journal'], windows: number): Promise<void> {
    const { delete: strike } = journal;
    let left = windows;
    return new Promise((resolve) => {
      journal.delete = async (...which) => {
        const is = await strike(...which);
        if ((left -= 1) === 0) setImmediate(resolve);
        return is;
      };
    });
  }

  it('tell late of a cancel in the one that sent it alone, while that is there', async () => {
    const { journal, told, settle } = await lose();
    const all = looked(journal, 3);
    await settle();
    await all;
    assert.deepEqual(told, ['one']);
  });

  it('tell late of it in one of the others, where that one is closed', async () => {
    const { journal, told, settle, one } = await lose();
    one.dispose();
    const all = looked(journal, 2);
    await settle();
    await all;
    assert.equal(told.length, 1);
    assert.notEqual(told[0], 'one');
  });
});
