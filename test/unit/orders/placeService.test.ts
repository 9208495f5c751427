import assert from 'node:assert/strict';
import { CONTRACTS } from '../../../src/paper/engine/contracts.ts';
import type { PlaceOutcome, PlaceReport } from '../../../src/orders/placeOutcome.ts';
import { placeProof } from '../../../src/orders/placeProof.ts';
import type { PlaceRequest } from '../../../src/venues/placing.ts';
import { makeOrder } from './makeOrder.ts';
import { LIMIT, PaperPlaces } from '../../support/paperPlaces.ts';

const [BTC] = CONTRACTS;

describe('a new order', () => {
  let rig: PaperPlaces;
  const place = (changes: Partial<PlaceRequest> = {}, ms?: number): Promise<PlaceReport> =>
    rig.places.place({ ...LIMIT, ...changes }, ms === undefined ? {} : { ms });
  const outcome = async (changes?: Partial<PlaceRequest>): Promise<PlaceOutcome> =>
    (await place(changes)).outcome;

  beforeEach(async () => {
    rig = new PaperPlaces();
    await rig.start();
  });
  afterEach(() => rig.end());

  it('that rests is working, in the store, and there under the id computed beforehand', async () => {
    const { outcome, orderId } = await place();
    assert.ok(outcome.kind === 'working');
    assert.equal(outcome.order.price, '50000');
    assert.equal(outcome.order.orderId, orderId);
    assert.equal(rig.there[0]?.orderId, orderId);
    assert.ok(orderId && rig.store.isWorking(orderId));
    assert.deepEqual(rig.journal.list(), []);
  });

  it('that takes is filled', async () => {
    const outcome_ = await outcome({ type: 'market', price: undefined });
    assert.ok(outcome_.kind === 'filled' && outcome_.complete);
    assert.equal(outcome_.order.filledQuantity, '0.01');
  });

  it('that may take what is there and no more says what was filled', async () => {
    const book = rig.paper.services.engine.book(BTC!);
    const best = book.sides.Sell.bestTicks!;
    const price = BTC!.tick.format(best);
    const lots = book.sides.Sell.bestLots();
    const quantity = BTC!.lot.format(lots + 10);
    const outcome_ = await outcome({ price, quantity, timeInForce: 'IOC' });
    assert.ok(outcome_.kind === 'filled' && !outcome_.complete);
    assert.equal(outcome_.order.filledQuantity, BTC!.lot.format(lots));
  });

  for (const timeInForce of ['IOC', 'FOK'] as const) {
    it(`that finds nobody and is ${timeInForce} is canceled at once`, async () => {
      assert.equal((await outcome({ timeInForce })).kind, 'canceled');
    });
  }

  it('that is post-only and would take is rejected, with the reason', async () => {
    const outcome_ = await outcome({ price: '70000', postOnly: true });
    assert.ok(outcome_.kind === 'rejected');
    assert.equal(outcome_.order?.reason, 'PostOnlyWouldTake');
  });

  it('that waits for its trigger is working', async () => {
    const outcome_ = await outcome({ type: 'stopLimit', price: '70100', stopPrice: '70000' });
    assert.ok(outcome_.kind === 'working');
    assert.equal(outcome_.order.status, 'pending');
    assert.equal(outcome_.order.stopPrice, '70000');
  });

  it('that has a client id of its own has it in its order id', async () => {
    const { orderId } = await place({ clientId: 'myGridOrder01' });
    assert.equal(orderId?.slice(-9), 'idOrder01');
    assert.equal(rig.there[0]?.orderId, orderId);
  });

  it('that the exchange refuses is rejected, with its code', async () => {
    const outcome_ = await outcome({ price: '50000.05' });
    assert.ok(outcome_.kind === 'rejected');
    assert.equal(outcome_.error?.code, '300014');
    assert.equal(rig.there.length, 0);
    assert.deepEqual(rig.journal.list(), []);
  });

  it('that could never be right is not sent', async () => {
    for (const changes of [
      { quantity: '-1' },
      { price: undefined },
      { stopPrice: '1' },
      { clientId: 'short' },
      { symbol: 'no symbol' },
    ]) {
      assert.equal((await outcome(changes)).kind, 'notSent');
    }
    assert.equal(rig.sent, 0);
  });

  for (const kind of [
    ...[
      'silence',
      'reset-before',
      'reset-after',
      'drop-before',
      'drop-after',
      'cut',
      'length-short',
    ],
    ...['html', 'html-after', 'server-error', 'server-error-after', 'rate-limit', 'redirect'],
    ...['length-long', 'gzip', 'garbage', 'huge'],
  ]) {
    it(`whose answer is lost by "${kind}" is found, or said to have never arrived`, async function () {
      this.timeout(20_000);
      rig.fault(kind);
      const { outcome, orderId, evidence } = await place({}, 600_000);
      const [order] = rig.there;
      assert.equal(outcome.kind, order ? 'working' : 'neverArrived');
      assert.equal(order?.orderId ?? orderId, orderId);
      assert.equal(rig.sent, 1);
      assert.ok(evidence.length > 0);
      assert.deepEqual(rig.journal.list(), []);
      const report = rig.places.reportOf(orderId ?? '');
      assert.match(report ? placeProof(report) : '', new RegExp(`"${outcome.kind}"`));
    });
  }
  it('is not said to have never arrived before the exchange would refuse it', async () => {
    rig.fault('reset-before');
    const began = rig.clock.now();
    const { outcome } = await place({}, 600_000);
    assert.equal(outcome.kind, 'neverArrived');
    assert.ok(rig.clock.now() - began >= 60_000);
    assert.deepEqual(
      rig.transcripts.slice(-2).map(({ action }) => action),
      ['exchange-info', 'order-status'],
    );
  });

  it('stays unknown where the clock of the exchange cannot be read', async () => {
    rig.fault('reset-before');
    rig.fault('reset-before', -1, 'exchange-info');
    const { outcome } = await place({}, 300_000);
    assert.ok(outcome.kind === 'unknown' && !outcome.acknowledged && outcome.followed);
    assert.equal(rig.places.unsettled.length, 1);
    assert.equal(rig.journal.list().length, 1);
  });

  it('that is acknowledged is not open before the exchange shows it', async () => {
    rig.paper.services.queue.hold();
    const { outcome, orderId } = await place({}, 120_000);
    assert.ok(outcome.kind === 'unknown' && outcome.acknowledged);
    assert.equal(rig.store.size, 0);
    assert.equal(rig.places.phaseOf(orderId ?? ''), 'acknowledged');
    const settled = rig.late();
    await rig.paper.services.queue.release();
    assert.equal((await settled).outcome.kind, 'working');
  });

  it('refused for its time is sent once more with another time and id, and there once', async () => {
    await place();
    rig.paper.services.clock.offset = 40_000;
    const { outcome, orderId } = await place({ price: '50001' });
    assert.equal(outcome.kind, 'working');
    assert.equal(rig.sent, 3);
    assert.deepEqual(
      rig.there.slice(1).map((order) => order.orderId),
      [orderId],
    );
    assert.deepEqual(rig.journal.list(), []);
  });

  it('refused for its time again is rejected', async () => {
    rig.paper.services.faults.add({ kind: 'skew', arg: 40_000, count: 2, action: 'place-order' });
    const { outcome } = await place();
    assert.ok(outcome.kind === 'rejected');
    assert.equal(outcome.error?.reason, 'clock');
    assert.equal(rig.sent, 2);
  });

  it('is in the journal before it is sent, with the id by which it is found after a reload', async () => {
    rig.fault('drop-after');
    rig.fault('reset-before', -1, 'order-status');
    const { outcome, orderId } = await place({}, 1_000);
    assert.equal(outcome.kind, 'unknown');
    assert.equal(rig.journal.list()[0]?.orderId, orderId);
    rig.reload();
    rig.paper.services.faults.clear();
    const settled = rig.late();
    rig.places.resume();
    assert.equal(rig.places.unsettled[0]?.orderId, orderId);
    const report = await settled;
    assert.equal(report.outcome.kind, 'working');
    assert.equal(report.orderId, orderId);
    assert.equal(rig.sent, 1);
    assert.deepEqual(rig.journal.list(), []);
  });

  it('is settled by news from elsewhere while the answer is awaited', async () => {
    rig.fault('silence');
    const waiting = place();
    const settled = new Promise<void>((resolve) => {
      rig.places.onDidChange(() => rig.places.unsettled.length === 0 && resolve());
    });
    const { orderId = '' } = rig.places.unsettled[0] ?? (await soon());
    const text = '{"m":"futures-order"}';
    rig.store.apply([makeOrder({ orderId })], { kind: 'stream', at: 0, text });
    const report = await waiting;
    await settled;
    assert.equal(report.outcome.kind, 'working');
    assert.deepEqual(report.proof, { kind: 'stream', at: 0, text });
    assert.equal(rig.transcripts.filter(({ action }) => action === 'order-status').length, 0);
  });
  const soon = (): Promise<{ orderId: string }> =>
    new Promise((resolve) => {
      rig.places.onDidChange((orderId) => resolve({ orderId }));
    });

  it('that was given up before it was sent is not sent', async () => {
    const report = await rig.places.place(LIMIT, { signal: AbortSignal.abort() });
    assert.equal(report.outcome.kind, 'notSent');
    assert.equal(rig.sent, 0);
  });

  it('that nobody waits for any longer is followed, and told of late', async () => {
    rig.fault('silence');
    const stop = new AbortController();
    const settled = rig.late();
    const waiting = rig.places.place(LIMIT, { signal: stop.signal });
    await soon();
    stop.abort();
    assert.equal((await waiting).outcome.kind, 'unknown');
    assert.equal((await settled).outcome.kind, 'neverArrived');
    assert.equal(rig.sent, 1);
  });

  it('that is unknown can be dismissed, which claims nothing', async () => {
    rig.fault('reset-before');
    const { orderId = '' } = await place({}, 1_000);
    rig.places.dismiss(orderId);
    assert.deepEqual(rig.journal.list(), []);
    assert.equal(rig.places.unsettled.length, 0);
    assert.equal(rig.places.reportOf(orderId)?.outcome.kind, 'unknown');
  });
});
