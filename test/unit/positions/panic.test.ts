import assert from 'node:assert/strict';
import type { Desk } from '../../../src/desk/desk.ts';
import type { PanicReport } from '../../../src/positions/panic.ts';
import { panicReport } from '../../../src/positions/panicReport.ts';
import { countOutcomes } from '../../../src/orders/bulkReport.ts';
import type { CancelReport } from '../../../src/orders/cancelOutcome.ts';
import { VenueError } from '../../../src/venues/errors.ts';
import type { Order } from '../../../src/venues/venue.ts';
import type { PlaceRequest } from '../../../src/venues/placing.ts';
import { live } from '../../support/paperDesks.ts';
import { PaperPositions } from '../../support/paperPositions.ts';

const LATE: PlaceRequest = {
  ...{ symbol: 'BTC-PERP', side: 'buy', type: 'limit', quantity: '0.1', price: '30000' },
};
const SYMBOLS = ['BTC-PERP', 'ETH-PERP', 'SOL-PERP'];

describe('panic', function () {
  this.timeout(40_000);
  const rig = new PaperPositions();
  beforeEach(async () => {
    await rig.begin();
    await rig.take('buy', '0.5');
    await rig.take('sell', '3', 'ETH-PERP');
    for (const symbol of SYMBOLS) {
      await rig.rest('buy', symbol);
      await rig.rest('sell', symbol);
    }
  });
  afterEach(() => rig.end());

  async function panic(signal = new AbortController().signal): Promise<PanicReport> {
    await rig.trader.feed.refresh();
    return rig.trader.positions.panic.run(signal);
  }
  const flat = (): boolean =>
    SYMBOLS.every((symbol) => rig.held(symbol).lots === 0) && rig.account.open.size === 0;
  const nothingLeft = ({ orders, positions }: PanicReport): boolean =>
    [orders, positions].every((each) => each.kind === 'read' && each.left.length === 0);
  const counts = ({ cancels }: PanicReport) => Object.fromEntries(countOutcomes(cancels));

  for (const phase of ['live', 'down']) {
    it(`cancels everything, closes every position and reads that it is so, the stream being ${phase}`, async () => {
      if (phase === 'live') await live(rig.trader);
      else rig.trader.venue.stream?.().stop();
      const report = await panic();
      assert.ok(flat());
      assert.ok(nothingLeft(report));
      assert.deepEqual(counts(report), { canceled: 6 });
      assert.deepEqual(
        report.closes.map(({ outcome }) => outcome.kind),
        ['sent', 'sent'],
      );
      assert.equal(report.stopped, false);
    });
  }

  it('also of orders that were never listed here', async () => {
    const report = await rig.trader.positions.panic.run(new AbortController().signal);
    assert.ok(flat() && nothingLeft(report));
  });

  it('waits for an order that was sent before, and cancels it when it comes', async () => {
    rig.fault('latency', { action: 'place-order', arg: 700 });
    const placing = rig.trader.places.place(LATE);
    const report = await panic();
    await placing;
    assert.ok(flat() && nothingLeft(report));
    assert.deepEqual(report.mayCome, []);
  });

  it('says which order may still come', async () => {
    rig.fault('drop-before', { action: 'place-order' });
    await rig.trader.places.place(LATE, { ms: 100 });
    const report = await panic();
    assert.ok(flat() && nothingLeft(report));
    assert.deepEqual(
      report.mayCome.map(({ request }) => request),
      [LATE],
    );
    assert.match(panicReport(report, { venue: 'PAPER', host: 'here' }), /"30000"/);
  });

  it('tries nothing again once its profile is closed', async () => {
    const steps: string[] = [];
    const { signal } = new AbortController();
    const report = await rig.trader.positions.panic.run(signal, ({ step }) => {
      steps.push(step);
      if (step === 'verifying') rig.trader.dispose();
    });
    assert.deepEqual(steps, ['canceling', 'closing', 'verifying']);
    assert.deepEqual([report.stopped, report.orders.kind], [true, 'unread']);
  });

  it('goes on where answers are lost, and sends no close twice', async () => {
    rig.fault('drop-after', { action: 'cancel-all' });
    rig.fault('drop-after', { action: 'place-order', count: 2 });
    const before = rig.sent('place-order');
    const report = await panic();
    assert.ok(flat() && nothingLeft(report));
    assert.equal(rig.sent('place-order') - before, 2);
  });

  it('cancels by themselves the orders that a lost cancel of all has left open', async () => {
    rig.fault('drop-before', { action: 'cancel-all' });
    const report = await panic();
    assert.ok(flat() && nothingLeft(report));
    assert.equal(rig.sent('cancel-all'), 1);
  });

  it('cancels none again that closed while the next round was waited for', async () => {
    rig.fault('drop-before', { action: 'cancel-all' });
    await rig.trader.feed.refresh();
    const { venue, store, positions } = rig.trader;
    const [one] = store.working as [Order];
    const named: string[] = [];
    const send = venue.cancelOrders.bind(venue);
    Object.assign(venue, {
      cancelOrders: (...[targets, ...rest]: Parameters<typeof send>) => {
        named.push(...targets.map(({ orderId }) => orderId));
        return send(targets, ...rest);
      },
    });
    const closed = { ...one, status: 'canceled', sequence: one.sequence + 1 } as const;
    await positions.panic.run(new AbortController().signal, ({ step, round }) => {
      if (step === 'canceling' && round === 2)
        store.apply([closed], { kind: 'stream', at: 0, text: '' });
    });
    assert.equal(named.length, 5);
    assert.ok(!named.includes(one.orderId));
  });

  it('tells of a cancel that was asked for meanwhile what became of it', async () => {
    await rig.trader.feed.refresh();
    const { venue, cancels, store, positions } = rig.trader;
    const refused = new VenueError('rejected', 'noPermission', 'This key may not trade.');
    const { promise: answer, reject: refuse } = Promise.withResolvers<never>();
    Object.assign(venue, {
      ...{ cancelAll: () => Promise.reject(refused), cancelOrders: () => Promise.reject(refused) },
      cancelOrder: () => answer,
    });
    const [one] = store.working as [Order];
    let asked: Promise<CancelReport> | undefined;
    const report = await positions.panic.run(new AbortController().signal, ({ step, round }) => {
      if (step === 'closing') asked ??= cancels.cancel(one, { ms: 60_000 });
      if (step === 'verifying' && round === 2) refuse(refused);
    });
    assert.equal((await asked)?.outcome.kind, 'rejected');
    assert.deepEqual(counts(report), { rejected: 6 });
  });

  it('closes again what a partial fill has left', async () => {
    const held = rig.held('SOL-PERP');
    held.fill('Buy', 200_000, rig.exchange.services.engine.markOf(held.contract));
    const report = await panic();
    const left = report.positions.kind === 'read' ? report.positions.left : [];
    assert.equal(left.length > 0, held.lots > 0);
    assert.ok(held.lots < 200_000 && held.lots >= 0);
    const goes = report.closes.filter(({ request }) => request.symbol === 'SOL-PERP');
    assert.ok(goes.length > 1);
  });

  it('claims nothing where nothing can be read', async () => {
    await rig.trader.feed.refresh();
    assert.equal(await rig.trader.positions.feed.read(), undefined);
    for (const action of ['open-orders', 'position'])
      rig.fault('server-error', { action, count: -1 });
    const report = await rig.trader.positions.panic.run(new AbortController().signal);
    assert.deepEqual([report.orders.kind, report.positions.kind], ['unread', 'unread']);
    assert.ok(flat(), 'the last known positions were closed all the same');
    const document = JSON.parse(panicReport(report, { venue: 'PAPER', host: 'here' })) as {
      readonly openOrdersLeft: { readonly known: boolean };
      readonly positionsLeft: { readonly known: boolean };
    };
    assert.deepEqual([document.openOrdersLeft.known, document.positionsLeft.known], [false, false]);
  });

  describe('in a window that has placed nothing yet', () => {
    let other: Desk;
    beforeEach(async () => {
      other = rig.desk(undefined, { limits: { headersTimeout: 400, totalTimeout: 800 } });
      await other.feed.refresh();
      assert.equal(await other.positions.feed.read(), undefined);
    });
    const told = async (): Promise<string> => {
      const report = await other.positions.panic.run(new AbortController().signal);
      return panicReport(report, { venue: 'PAPER', host: 'here' });
    };

    it('closes the last known positions during a pause that the exchange asked for', async () => {
      rig.fault('rate-limit', { action: 'open-orders', arg: 40, count: -1 });
      await other.feed.refresh();
      assert.match(await told(), /"conclusion": "sent"/);
      assert.ok(flat());
    });

    it('says of a close that could not be sent that it was not', async () => {
      rig.fault('server-error', { action: 'info', count: -1 });
      const report = await told();
      assert.match(report, /"conclusion": "notSent"/);
      assert.doesNotMatch(report, /"conclusion": "sent"/);
      assert.equal(flat(), false);
    });
  });

  it('sends nothing more once it is stopped, and says what is left', async () => {
    const stop = new AbortController();
    await rig.trader.feed.refresh();
    const report = await rig.trader.positions.panic.run(stop.signal, ({ step }) => {
      if (step === 'closing') stop.abort();
    });
    assert.equal(report.stopped, true);
    assert.ok(report.positions.kind === 'read' && report.positions.left.length === 2);
    assert.deepEqual(report.closes, []);
    assert.equal(rig.held().lots, 5_000);
  });

  it('of nothing says so', async () => {
    await panic();
    const report = await panic();
    assert.ok(nothingLeft(report));
    assert.deepEqual([report.cancels, report.closes], [[], []]);
  });
});
