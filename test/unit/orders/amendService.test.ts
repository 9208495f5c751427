import assert from 'node:assert/strict';
import {
  amend,
  changedRequest,
  leftToPlace,
  type AmendReport,
} from '../../../src/orders/amendService.ts';
import type { CancelJournal } from '../../../src/orders/cancelJournal.ts';
import type { CancelReport } from '../../../src/orders/cancelOutcome.ts';
import { memoryJournal } from '../../../src/orders/journal.ts';
import { CancelService } from '../../../src/orders/cancelService.ts';
import type { PlaceRequest } from '../../../src/venues/placing.ts';
import type { Order } from '../../../src/venues/venue.ts';
import { LIMIT, PaperPlaces } from '../../support/paperPlaces.ts';
import { makeOrder } from './makeOrder.ts';

describe('an order that is to be changed', () => {
  let rig: PaperPlaces;
  let cancels: CancelService;
  let journal: CancelJournal;

  beforeEach(async () => {
    rig = new PaperPlaces();
    await rig.start();
    journal = memoryJournal();
    cancels = start();
  });
  afterEach(async () => {
    cancels.dispose();
    await rig.end();
  });

  const start = (): CancelService => {
    const { venue, store, clock } = rig;
    return new CancelService({ venue, store, clock, journal });
  };
  async function placed(changes: Partial<PlaceRequest> = {}): Promise<Order> {
    const { outcome } = await rig.places.place({ ...LIMIT, ...changes });
    assert.ok(outcome.kind === 'working');
    return outcome.order;
  }
  const there = (order: Order) => rig.there.find(({ orderId }) => orderId === order.orderId)!;
  function change(
    order: Order,
    changes: Parameters<typeof changedRequest>[2],
    ms?: number,
  ): Promise<AmendReport> {
    const wanted = changedRequest(rig.venue, order, changes) ?? assert.fail('cannot be asked for');
    const tools = { venue: rig.venue, cancels, places: rig.places };
    return amend(tools, order, wanted, ms === undefined ? {} : { ms });
  }
  const openThere = (): readonly string[] =>
    rig.there.filter(({ open }) => open).map(({ orderId }) => orderId);

  it('is canceled and placed anew at another price, with all else as it was', async () => {
    const order = await placed({ postOnly: true });
    const report = await change(order, { price: '50500' });
    assert.ok(report.kind === 'replaced' && report.placed.outcome.kind === 'working');
    assert.equal(there(order).status, 'Canceled');
    const [open] = openThere();
    assert.equal(open, report.placed.orderId);
    const { terms } = rig.there.find(({ orderId }) => orderId === open)!;
    assert.deepEqual([terms.ticks, terms.lots, terms.postOnly], [505_000, 100, true]);
  });

  it('is placed anew with what is left of it', async () => {
    const order = await placed();
    rig.paper.services.engine.fillResting(there(order), 40);
    const report = await change(order, { quantity: '0.02' });
    assert.ok(report.kind === 'replaced');
    assert.equal(report.request.quantity, '0.016');
    assert.equal(rig.there.find(({ open }) => open)?.terms.lots, 160);
  });

  it('that fills before its cancel is not placed anew', async () => {
    const order = await placed();
    rig.fault('fill-before-cancel', 1, 'cancel-order');
    const report = await change(order, { price: '50500' });
    assert.equal(report.kind, 'closed');
    assert.equal(rig.sent, 1);
  });

  it('of which a part fills before its cancel is placed anew without that part', async () => {
    const order = await placed();
    const kind = { kind: 'fill-before-cancel', arg: 30, count: 1, action: 'cancel-order' };
    rig.paper.services.faults.add(kind);
    const report = await change(order, { price: '50500' });
    assert.ok(report.kind === 'replaced');
    assert.equal(report.cancel.outcome.kind, 'filledFirst');
    assert.equal(report.request.quantity, '0.007');
  });

  it('that is to have no more than what filled is canceled, and nothing is placed', async () => {
    const order = await placed();
    rig.paper.services.engine.fillResting(there(order), 40);
    assert.equal((await change(order, { quantity: '0.004' })).kind, 'nothingLeft');
    assert.deepEqual(openThere(), []);
    assert.equal(rig.sent, 1);
  });

  it('whose cancel is not known to have worked is not placed anew, however it ends', async () => {
    const order = await placed();
    rig.fault('drop-after', 1, 'cancel-order');
    rig.fault('reset-before', -1, 'order-status');
    const report = await change(order, { price: '50500' }, 500);
    assert.equal(report.kind, 'unknown');
    const late = new Promise<CancelReport>((resolve) => cancels.onDidSettleLate(resolve));
    rig.paper.services.faults.clear();
    const settled = await late;
    assert.deepEqual(leftToPlace(settled), { ...LIMIT, price: '50500' });
    assert.equal(settled.inherited, false);
    assert.deepEqual(openThere(), []);
    assert.equal(rig.sent, 1);
  });

  it('whose window is closed meanwhile is not placed anew, and the next one knows what was wanted', async () => {
    const order = await placed();
    rig.fault('drop-after', 1, 'cancel-order');
    rig.fault('reset-before', -1, 'order-status');
    const report = change(order, { price: '50500', quantity: '0.3' });
    await new Promise<void>((resolve) => {
      cancels.onDidChange((id) => cancels.phaseOf(id) === 'unknown' && resolve());
    });
    cancels.dispose();
    assert.equal((await report).kind, 'unknown');
    rig.paper.services.faults.clear();
    cancels = start();
    const late = new Promise<CancelReport>((resolve) => cancels.onDidSettleLate(resolve));
    cancels.resume();
    const settled = await late;
    assert.deepEqual(leftToPlace(settled), { ...LIMIT, price: '50500', quantity: '0.3' });
    assert.equal(settled.inherited, true);
    assert.equal(rig.sent, 1);
  });

  it('that something else may have canceled is not placed anew', async () => {
    const order = await placed();
    rig.fault('drop-before', 1, 'cancel-order');
    const lost = new Promise<void>((resolve) =>
      cancels.onDidChange((id) => cancels.phaseOf(id) === 'unknown' && resolve()),
    );
    const changing = change(order, { price: '50500' });
    await lost;
    rig.paper.services.engine.cancel(there(order));
    const report = await changing;
    assert.ok(report.kind === 'overtaken' && !report.cancel.accepted);
    assert.deepEqual([report.request.price, openThere(), rig.sent], ['50500', [], 1]);
  });

  it('is not placed anew once everything was asked to be canceled', async () => {
    const order = await placed();
    rig.fault('latency-after', 1, 'cancel-order');
    const changing = change(order, { price: '50500' });
    await cancels.cancelAll(undefined);
    const report = await changing;
    assert.ok(report.kind === 'overtaken' && report.cancel.accepted);
    assert.deepEqual([openThere(), rig.sent], [[], 1]);
  });

  it('whose cancel is refused is as it was', async () => {
    const order = await placed();
    rig.fault('ban', 1, 'cancel-order');
    assert.equal((await change(order, { price: '50500' })).kind, 'asItWas');
    assert.deepEqual(openThere(), [order.orderId]);
  });

  it('whose replacement is refused is gone, and that is told', async () => {
    const order = await placed();
    const report = await change(order, { price: '50500.05' });
    assert.ok(report.kind === 'replaced' && report.placed.outcome.kind === 'rejected');
    assert.deepEqual(openThere(), []);
  });

  it('whose replacement has its answer lost is found, and there once', async () => {
    const order = await placed();
    rig.fault('drop-after');
    const report = await change(order, { price: '50500' });
    assert.ok(report.kind === 'replaced' && report.placed.outcome.kind === 'working');
    assert.deepEqual(openThere(), [report.placed.orderId]);
    assert.equal(rig.sent, 2);
  });

  it('keeps what it was told to be: reduce-only, post-only, stops of the position', () => {
    const like = (raw: object, changes: Partial<Order> = {}): PlaceRequest | undefined =>
      rig.venue.placing.requestLike(makeOrder({ ...changes, raw: JSON.stringify(raw) }));
    const plain = { symbol: 'BTC-PERP', side: 'buy', type: 'limit', quantity: '1', price: '9500' };
    assert.deepEqual(like({ execInst: 'NULL_VAL', posStopLossPrice: '0' }), plain);
    assert.deepEqual(like({ execInst: 'ReduceOnly' }), { ...plain, reduceOnly: true });
    assert.deepEqual(like({ ei: 'PostReduceOnly', psl: '9000', ptp: '0' }), {
      ...{ ...plain, postOnly: true, reduceOnly: true, positionStopLoss: '9000' },
    });
    const market = { type: 'stopMarket', price: undefined, stopPrice: '9000' } as const;
    const stop = { ...market, status: 'pending' } as const;
    assert.equal(like({ execInst: 'StopOnMarket' }, stop)?.stopPrice, '9000');
    assert.equal(like({ execInst: 'StopOnMark' }, stop), undefined);
    assert.equal(like({ execInst: 'ReduceOnlyRef' }, stop), undefined);
    assert.equal(like({ stopBy: 'mark' }, stop), undefined);
    assert.equal(like({}, { type: 'other' }), undefined);
    const triggered = { type: 'stopLimit', stopPrice: '9000', status: 'open' } as const;
    assert.deepEqual(like({ execInst: 'StopOnMark' }, triggered), plain);
  });
});
