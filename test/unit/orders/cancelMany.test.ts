import assert from 'node:assert/strict';
import { systemClock } from '../../../src/common/clock.ts';
import type { Transcript } from '../../../src/net/transcript.ts';
import type { CancelJournal } from '../../../src/orders/cancelJournal.ts';
import { proofOf, type CancelReport } from '../../../src/orders/cancelOutcome.ts';
import { CancelService } from '../../../src/orders/cancelService.ts';
import { OrderFeed } from '../../../src/orders/orderFeed.ts';
import { OrderStore } from '../../../src/orders/orderStore.ts';
import type { FaultSpec } from '../../../src/paper/faults/spec.ts';
import { startPaperExchange, type PaperExchange } from '../../../src/paper/exchange.ts';
import { VenueError } from '../../../src/venues/errors.ts';
import type { Order, Venue } from '../../../src/venues/venue.ts';
import { memoryJournal } from '../../../src/orders/journal.ts';
import { VenueRig } from '../../support/venueRig.ts';

const ORDERS = 25;

describe('cancels of many orders', () => {
  const rig = new VenueRig();
  let paper: PaperExchange;
  let venue: Venue;
  let transcripts: readonly Transcript[];
  let store: OrderStore;
  let journal: CancelJournal;
  let cancels: CancelService;
  let orders: readonly Order[];

  beforeEach(async () => {
    paper = await startPaperExchange({ seed: 5, orders: ORDERS, frozen: true });
    const { apiKey, secret, url, accountGroup } = paper.ready;
    ({ venue, transcripts } = rig.venue(url, {
      clock: systemClock,
      accountGroup: String(accountGroup),
      credentials: { apiKey, secret, origin: url },
    }));
    store = new OrderStore();
    journal = memoryJournal();
    cancels = new CancelService({ venue, store, clock: systemClock, journal });
    const feed = new OrderFeed(venue, store, systemClock);
    rig.endLater(async () => {
      cancels.dispose();
      feed.dispose();
      store.dispose();
      await paper.close();
    });
    await feed.refresh();
    orders = store.working;
    assert.equal(orders.length, ORDERS);
  });
  afterEach(() => rig.end());

  const fault = (spec: FaultSpec): unknown => paper.services.faults.add(spec);
  const sent = (): readonly string[] =>
    transcripts.filter(({ request }) => request.method === 'DELETE').map(({ action }) => action);
  const kinds = (reports: readonly CancelReport[]): readonly string[] => [
    ...new Set(reports.map(({ outcome }) => outcome.kind)),
  ];
  const openThere = (): number => [...paper.services.accounts.all][0]!.open.size;
  const there = (order: Order) => [...paper.services.accounts.all][0]!.find(order.orderId)!;

  /** The late reports of so many orders. */
  function late(count: number): Promise<readonly CancelReport[]> {
    const reports: CancelReport[] = [];
    return new Promise((resolve) => {
      cancels.onDidSettleLate((report) => {
        reports.push(report);
        if (reports.length === count) resolve(reports);
      });
    });
  }

  it('go out in tens, and each order has a report of its own', async () => {
    const reports = await cancels.cancelMany(orders);
    assert.deepEqual(
      reports.map(({ orderId }) => orderId),
      orders.map(({ orderId }) => orderId),
    );
    assert.deepEqual(kinds(reports), ['canceled']);
    assert.deepEqual(sent(), ['cancel-batch', 'cancel-batch', 'cancel-batch']);
    assert.equal(openThere(), 0);
    for (const report of reports) assert.equal(proofOf(report)?.action, 'order-status');
    assert.deepEqual(journal.list(), []);
  });

  it('name an order twice and are sent once for it', async () => {
    const [one, two] = orders;
    const reports = await cancels.cancelMany([one!, two!, one!]);
    assert.equal(reports.length, 2);
    assert.deepEqual(sent(), ['cancel-batch']);
  });

  it('at the same time as others of the same orders are not sent again', async () => {
    const some = orders.slice(0, 10);
    const [first, second] = await Promise.all([cancels.cancelMany(some), cancels.cancelMany(some)]);
    assert.deepEqual([kinds(first), kinds(second)], [['canceled'], ['underWay']]);
    assert.deepEqual(sent(), ['cancel-batch']);
  });

  for (const kind of ['drop-before', 'drop-after', 'cut', 'html-after', 'server-error-after']) {
    it(`that fail as a whole (${kind}) are as many unknowns, and are not sent again`, async () => {
      fault({ kind, action: 'batch-cancel-order' });
      fault({ kind: 'server-error', action: 'order-status', count: -1 });
      const some = orders.slice(0, 10);
      const reports = await cancels.cancelMany(some, { ms: 0 });
      assert.equal(reports.length, 10);
      assert.deepEqual(kinds(reports), ['unknown']);
      assert.equal(journal.list().length, 10);
      assert.deepEqual(
        some.map(({ orderId }) => cancels.phaseOf(orderId)),
        some.map(() => 'unknown'),
      );
      assert.deepEqual(kinds(await cancels.cancelMany(some)), ['underWay']);
      const settled = kind === 'drop-before' ? undefined : late(10);
      paper.services.faults.clear();
      if (settled) assert.deepEqual(kinds(await settled), ['canceled']);
      assert.deepEqual(sent(), ['cancel-batch']);
    });
  }

  it('are all kept for their proofs, the latest first', async () => {
    const [first, second, third] = orders as [Order, Order, Order];
    await cancels.cancelMany([first, second]);
    fault({ kind: 'drop-before', action: 'cancel-order' });
    await cancels.cancel(third, { ms: 0 });
    await cancels.cancelMany([first]);
    assert.deepEqual(
      cancels.reports.map(({ orderId, outcome }) => [orderId, outcome.kind]),
      [
        [third.orderId, 'unknown'],
        [first.orderId, 'alreadyClosed'],
        [second.orderId, 'canceled'],
      ],
    );
  });

  it('are unknown when nobody follows them any more, whatever became of a cancel before', async () => {
    const some = orders.slice(0, 2);
    const stopped = await cancels.cancelMany(some, { signal: AbortSignal.abort() });
    assert.deepEqual(kinds(stopped), ['notSent']);
    paper.services.queue.hold();
    const again = cancels.cancelMany(some);
    await new Promise<void>((resolve) => {
      const sending = (): void => {
        const asked = Object.keys(paper.services.stats.requests);
        if (asked.some((route) => /^DELETE .*batch/.test(route))) resolve();
        else setImmediate(sending);
      };
      sending();
    });
    cancels.dispose();
    assert.deepEqual(kinds(await again), ['unknown']);
    await paper.services.queue.release();
  });

  it('are not told what came of a later cancel that was not sent', async () => {
    const [one, two] = orders as [Order, Order];
    paper.services.queue.hold();
    const first = cancels.cancelMany([one, two]);
    await new Promise<void>((resolve) => {
      cancels.onDidChange(() => cancels.phaseOf(two.orderId) === 'acknowledged' && resolve());
    });
    cancels.dismiss(one.orderId);
    const never = new VenueError('notSent', 'refused', 'Nobody listens.');
    Object.assign(venue, { cancelOrder: () => Promise.reject(never) });
    assert.equal((await cancels.cancel(one)).outcome.kind, 'notSent');
    await paper.services.queue.release();
    assert.deepEqual(
      (await first).map(({ outcome }) => outcome.kind),
      ['unknown', 'canceled'],
    );
  });

  it('of which one chunk fails are settled all the same in the others', async () => {
    fault({ kind: 'drop-before', action: 'batch-cancel-order' });
    const reports = await cancels.cancelMany(orders.slice(0, 20), { ms: 1_000 });
    const byKind = reports.map(({ outcome }) => outcome.kind);
    assert.equal(byKind.filter((kind) => kind === 'canceled').length, 10);
    assert.equal(byKind.filter((kind) => kind === 'unknown').length, 10);
  });

  it('are sent again without the order for whose sake the venue refused them, once seen open', async () => {
    const [gone, ...rest] = orders.slice(0, 10) as [Order, ...Order[]];
    paper.services.engine.fillResting(there(gone), there(gone).remainingLots);
    const [first, ...others] = await cancels.cancelMany([gone, ...rest]);
    assert.equal(first!.outcome.kind, 'filledFirst');
    assert.deepEqual(kinds(others), ['canceled']);
    const story = transcripts.map(({ action }) => action).filter((name) => name !== 'open-orders');
    assert.deepEqual(story.slice(0, 3), ['cancel-batch', 'order-status', 'cancel-batch']);
  });

  it('refused for another order are told as refused where they could not be sent again', async () => {
    const [gone, ...rest] = orders.slice(0, 10) as [Order, ...Order[]];
    paper.services.engine.fillResting(there(gone), there(gone).remainingLots);
    const cancelOrders = venue.cancelOrders.bind(venue);
    const never = (): Promise<never> =>
      Promise.reject(new VenueError('notSent', 'refused', 'Nobody listens.'));
    Object.assign(venue, {
      cancelOrders: (...args: Parameters<Venue['cancelOrders']>) =>
        sent().length === 0 ? cancelOrders(...args) : never(),
    });
    const [, ...others] = await cancels.cancelMany([gone, ...rest]);
    assert.deepEqual(kinds(others), ['rejected']);
    assert.equal(openThere(), ORDERS - 1);
  });

  it('refused for another order are not sent again once nobody waits for them', async () => {
    const [gone, other] = orders as [Order, Order];
    paper.services.engine.fillResting(there(gone), there(gone).remainingLots);
    fault({ kind: 'server-error', action: 'order-status', count: 2 });
    const settled = late(2);
    assert.deepEqual(kinds(await cancels.cancelMany([gone, other], { ms: 0 })), ['unknown']);
    assert.deepEqual(kinds(await settled).toSorted(), ['filledFirst', 'rejected']);
    assert.deepEqual(sent(), ['cancel-batch']);
    assert.equal(there(other).open, true);
  });

  it('refused for another order leave in the journal what another window has sent since', async () => {
    const [gone, other] = orders as [Order, Order];
    paper.services.engine.fillResting(there(gone), there(gone).remainingLots);
    const stop = new AbortController();
    const since = { orderId: other.orderId, symbol: other.symbol, sentAt: 1, before: other };
    const settled = late(2);
    cancels.onDidChange((orderId) => {
      if (orderId !== other.orderId || cancels.phaseOf(orderId) !== 'unknown') return;
      void journal.put([since]);
      stop.abort();
    });
    await cancels.cancelMany([gone, other], { signal: stop.signal });
    assert.deepEqual(kinds(await settled).toSorted(), ['filledFirst', 'rejected']);
    assert.deepEqual(journal.list(), [since]);
  });

  it('that the person stops are not sent any more, and what was sent is followed', async () => {
    fault({ kind: 'latency', arg: 300, action: 'batch-cancel-order', count: -1 });
    const stop = new AbortController();
    const others = orders.slice(10);
    cancels.onDidChange(() => {
      if (orders.slice(0, 4).every(({ orderId }) => cancels.phaseOf(orderId) === 'sending'))
        stop.abort();
    });
    // One order a request, so that some still wait for their turn.
    Object.assign(venue.capabilities, { maxBatchCancel: 1 });
    const settled = late(4);
    const reports = await cancels.cancelMany(orders.slice(0, 10), { signal: stop.signal });
    assert.deepEqual(
      reports.map(({ outcome }) => outcome.kind),
      [...Array<string>(4).fill('unknown'), ...Array<string>(6).fill('notSent')],
    );
    assert.deepEqual(kinds(await settled), ['canceled']);
    assert.equal(sent().length, 4);
    assert.equal(openThere(), 6 + others.length);
  });

  it('that wait for their turn and close meanwhile are "already closed", and not sent', async () => {
    fault({ kind: 'latency', arg: 300, action: 'cancel-order', count: -1 });
    Object.assign(venue.capabilities, { maxBatchCancel: 1 });
    const last = orders[4]!;
    const reports = cancels.cancelMany(orders.slice(0, 5));
    const news = { ...last, status: 'canceled', sequence: last.sequence + 1 } as const;
    store.apply([news], { kind: 'stream', at: 0, text: '' });
    assert.equal((await reports)[4]!.outcome.kind, 'alreadyClosed');
    assert.equal(sent().length, 4);
  });

  it('are not sent where another window has sent one while they were queued', async () => {
    fault({ kind: 'latency', arg: 300, action: 'cancel-order', count: -1 });
    Object.assign(venue.capabilities, { maxBatchCancel: 1 });
    const { orderId, symbol } = orders[4]!;
    const reports = cancels.cancelMany(orders.slice(0, 5));
    await journal.put([{ orderId, symbol, before: orders[4], sentAt: 1 }]);
    assert.equal((await reports)[4]!.outcome.kind, 'underWay');
    assert.equal(sent().length, 4);
    assert.equal(journal.get(orderId)?.sentAt, 1);
    assert.equal(cancels.phaseOf(orderId), 'unknown');
  });

  it('left unsettled by one window are followed by the next, and not sent again', async () => {
    fault({ kind: 'drop-after', action: 'batch-cancel-order' });
    fault({ kind: 'server-error', action: 'order-status', count: -1 });
    await cancels.cancelMany(orders.slice(0, 10), { ms: 0 });
    cancels.dispose();
    cancels = new CancelService({ venue, store, clock: systemClock, journal });
    const settled = late(10);
    cancels.resume();
    assert.equal(cancels.unsettled.length, 10);
    const known = Promise.withResolvers<void>();
    cancels.onDidChange(() => cancels.unsettled.length === 0 && known.resolve());
    paper.services.faults.clear();
    await known.promise;
    // They are in the journal until they are told of, and yet nobody follows them anew.
    assert.equal(journal.list().length, 10);
    cancels.resume();
    assert.deepEqual(cancels.unsettled, []);
    assert.deepEqual(kinds(await settled), ['canceled']);
    assert.deepEqual(sent(), ['cancel-batch']);
    assert.deepEqual(journal.list(), []);
    // Ten are asked for together by whoever follows them.
    const asked = transcripts.filter(({ action }) => action === 'order-status').at(-1);
    assert.equal(asked?.request.url.split(',').length, 10);
  });

  describe('by one request for all', () => {
    it('settle every order that was known', async () => {
      const { reports, error } = await cancels.cancelAll(undefined);
      assert.equal(error, undefined);
      assert.equal(reports.length, ORDERS);
      assert.deepEqual(kinds(reports), ['canceled']);
      assert.deepEqual(sent(), ['cancel-all']);
      assert.equal(openThere(), 0);
    });

    it('of a symbol leave the others alone', async () => {
      const { symbol } = orders[0]!;
      const same = orders.filter((order) => order.symbol === symbol);
      const { reports } = await cancels.cancelAll(symbol);
      assert.equal(reports.length, same.length);
      assert.deepEqual(kinds(reports), ['canceled']);
      assert.equal(openThere(), ORDERS - same.length);
    });

    it('whose answer is lost are unknown one by one, and settle by themselves', async () => {
      fault({ kind: 'reset-after', action: 'cancel-all' });
      fault({ kind: 'server-error', action: 'order-status', count: 3 });
      const settled = late(ORDERS);
      const { reports, error } = await cancels.cancelAll(undefined, { ms: 0 });
      assert.equal(error?.kind, 'unknownOutcome');
      assert.deepEqual(kinds(reports), ['unknown']);
      assert.deepEqual(kinds(await settled), ['canceled']);
      assert.deepEqual(sent(), ['cancel-all']);
    });

    it('asked for again once the first was lost go out again, and are the proof', async () => {
      fault({ kind: 'drop-before', action: 'cancel-all' });
      fault({ kind: 'server-error', action: 'order-status', count: -1 });
      await cancels.cancelAll(undefined, { ms: 0 });
      paper.services.faults.clear();
      const { reports } = await cancels.cancelAll(undefined);
      assert.deepEqual(kinds(reports), ['canceled']);
      assert.deepEqual(sent(), ['cancel-all', 'cancel-all']);
      const [{ evidence }] = reports as [CancelReport];
      assert.equal(evidence.filter(({ kind }) => kind === 'cancel').length, 2);
    });

    it('that could not be sent again leave the first to be followed', async () => {
      fault({ kind: 'drop-after', action: 'cancel-all' });
      fault({ kind: 'server-error', action: 'order-status', count: -1 });
      await cancels.cancelAll(undefined, { ms: 0 });
      const settled = late(ORDERS);
      const never = new VenueError('notSent', 'refused', 'Nobody listens.');
      Object.assign(venue, { cancelAll: () => Promise.reject(never) });
      const { reports, error } = await cancels.cancelAll(undefined);
      assert.equal(error, never);
      assert.deepEqual(kinds(reports), ['notSent']);
      assert.equal(journal.list().length, ORDERS);
      paper.services.faults.clear();
      assert.deepEqual(kinds(await settled), ['canceled']);
    });

    it('that could not be sent say nothing of orders that a second one was sent for meanwhile', async () => {
      const cancelAll = venue.cancelAll.bind(venue);
      const held = Promise.withResolvers<never>();
      const taken = new Promise<void>((resolve) => {
        Object.assign(venue, { cancelAll: () => (resolve(), held.promise) });
      });
      const first = cancels.cancelAll(undefined);
      await taken;
      Object.assign(venue, { cancelAll });
      assert.deepEqual(kinds((await cancels.cancelAll(undefined)).reports), ['underWay']);
      held.reject(new VenueError('notSent', 'refused', 'Nobody listens.'));
      assert.deepEqual(kinds((await first).reports), ['canceled']);
      assert.deepEqual(journal.list(), []);
    });

    it('that could not be sent leave those refused for another order at that refusal', async () => {
      const [gone, ...rest] = orders.slice(0, 10) as [Order, ...Order[]];
      paper.services.engine.fillResting(there(gone), there(gone).remainingLots);
      fault({ kind: 'server-error', action: 'order-status', count: -1 });
      assert.deepEqual(kinds(await cancels.cancelMany([gone, ...rest], { ms: 0 })), ['unknown']);
      const never = new VenueError('notSent', 'refused', 'Nobody listens.');
      Object.assign(venue, { cancelAll: () => Promise.reject(never) });
      const settled = late(10);
      await cancels.cancelAll(undefined);
      paper.services.faults.clear();
      assert.deepEqual(kinds(await settled).toSorted(), ['filledFirst', 'rejected']);
      assert.deepEqual(cancels.unsettled, []);
      assert.deepEqual(journal.list(), []);
      for (const { orderId } of rest)
        assert.equal(proofOf(cancels.reportOf(orderId)!)?.action, 'cancel-batch');
    });

    it('say why where nothing was sent, also while no order is known', async () => {
      await paper.close();
      const { reports, error } = await cancels.cancelAll(undefined);
      assert.equal(error?.kind, 'notSent');
      assert.deepEqual(kinds(reports), ['notSent']);
      const none = await cancels.cancelAll('NONE-PERP');
      assert.deepEqual([none.reports, none.error?.kind], [[], 'notSent']);
    });
  });
});
