import assert from 'node:assert/strict';
import { systemClock } from '../../../src/common/clock.ts';
import type { Desk } from '../../../src/desk/desk.ts';
import { HistoryBook } from '../../../src/desk/historyBook.ts';
import { UNFILTERED } from '../../../src/desk/historyFilter.ts';
import type { HistoryRow } from '../../../src/desk/historyRows.ts';
import { FillRecord } from '../../../src/orders/fillRecord.ts';
import { OrderStore } from '../../../src/orders/orderStore.ts';
import { Decimal } from '../../../src/paper/decimal.ts';
import type { PaperExchange } from '../../../src/paper/exchange.ts';
import type { EngineOrder } from '../../../src/paper/engine/order.ts';
import { live, PaperDesks } from '../../support/paperDesks.ts';

describe("a desk's history, on the paper exchange", () => {
  const rig = new PaperDesks();
  let exchange: PaperExchange;
  beforeEach(async () => (exchange = await rig.start(30)));
  afterEach(() => rig.end());

  const account = () =>
    exchange.services.accounts.find(exchange.ready.accountGroup) ?? assert.fail();

  /** Fills so many lots of an open order, as somebody else's order would. */
  function fill(order: EngineOrder, lots: number): void {
    assert.equal(exchange.services.engine.fillResting(order, lots), lots);
  }
  function resting(): EngineOrder {
    const limits = [...account().open.values()].filter(
      ({ terms, status }) => terms.type === 'Limit' && status === 'New' && !terms.reduceOnly,
    );
    return limits.find(({ remainingLots }) => remainingLots >= 4) ?? assert.fail();
  }
  const kinds = (rows: readonly HistoryRow[]): string[] => rows.map(({ kind }) => kind);
  const fillsOf = (desk: Desk, orderId: string): readonly HistoryRow[] =>
    desk.history.rows('fills', { ...UNFILTERED, text: orderId });
  /** Resolves once so many executions of an order were heard. */
  function heard(desk: Desk, { orderId }: EngineOrder, count: number): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (desk.history.record.of(orderId).length >= count) resolve();
      };
      desk.history.record.onDidChange(look);
      look();
    });
  }

  it('asks for nothing before it is opened, and once for all who open it', async () => {
    const desk = rig.desk();
    await live(desk);
    const asked = () =>
      Object.entries(exchange.services.stats.requests).filter(([route]) =>
        /hist|funding/.test(route),
      );
    assert.deepEqual(asked(), []);
    assert.equal(desk.history.stateOf('orders').asOf, undefined);
    await Promise.all([desk.history.open(undefined), desk.history.open(undefined)]);
    assert.deepEqual(
      asked().map(([, count]) => count),
      [2, 1],
    );
  });

  it('tells fills that it heard one by one, and of others their order’s total', async () => {
    const before = resting();
    fill(before, 1);
    const desk = rig.desk();
    await live(desk);
    await desk.feed.refresh();
    const seen = resting();
    assert.notEqual(seen.orderId, before.orderId);
    fill(seen, 1);
    fill(seen, seen.remainingLots);
    fill(before, 1);
    await heard(desk, seen, 2);
    await heard(desk, before, 1);
    await desk.history.open(undefined);
    assert.deepEqual(kinds(fillsOf(desk, seen.orderId)), ['execution', 'execution']);
    const [total, ...others] = fillsOf(desk, before.orderId);
    assert.deepEqual(others, []);
    assert.ok(total?.kind === 'total');
    const { lot } = before.terms.contract;
    assert.equal(total.total.order.filledQuantity, lot.format(2));
    assert.deepEqual([total.total.seenQuantity, total.total.seen.length], [lot.format(1), 1]);
  });

  it('hears no fill in the report of a cancel, in which the last one still stands', async () => {
    const desk = rig.desk();
    await live(desk);
    const order = resting();
    fill(order, 1);
    await heard(desk, order, 1);
    const canceled = new Promise<void>((resolve) =>
      desk.store.onDidChange(() => {
        if (desk.store.get(order.orderId)?.status === 'canceled') resolve();
      }),
    );
    exchange.services.engine.cancel(order);
    await canceled;
    assert.equal(desk.history.record.of(order.orderId).length, 1);
  });

  it('has the record of each row, character for character', async () => {
    const desk = rig.desk();
    await live(desk);
    const order = resting();
    fill(order, order.remainingLots);
    await heard(desk, order, 1);
    exchange.services.funding.charge(exchange.services.clock.now());
    await desk.history.open(undefined);
    for (const section of ['orders', 'fills', 'funding'] as const) {
      const rows = desk.history.rows(section, UNFILTERED);
      assert.ok(rows.length > 0, section);
      const ids = new Set(rows.map(({ id }) => id));
      assert.equal(ids.size, rows.length);
      for (const { id } of rows) {
        const record = JSON.parse(desk.history.recordOf(id)?.raw ?? '') as object;
        assert.ok('symbol' in record || 's' in record);
      }
    }
    assert.equal(desk.history.recordOf('order none'), undefined);
  });

  it('reads further pages on demand, each payment once though a new one moves the pages', async () => {
    const order = resting();
    fill(order, 1);
    const { funding } = exchange.services;
    for (let time = 1; time <= 60; time++) funding.charge(time);
    const paid = account().payments();
    assert.ok(paid.length > 100);
    const desk = rig.desk();
    await desk.history.open(undefined);
    assert.equal(desk.history.rows('funding', UNFILTERED).length, 50);
    funding.charge(61);
    const moved = account().payments().length - paid.length;
    assert.ok(moved > 0);
    while (desk.history.stateOf('funding').more) await desk.history.loadMore('funding');
    const rows = desk.history.rows('funding', UNFILTERED);
    const told = rows.map(
      (row) => row.kind === 'payment' && [row.payment.symbol, row.payment.time],
    );
    assert.deepEqual(
      told,
      paid.map(({ contract, time }) => [contract.symbol, time]),
    );
    const { pages, transcriptIds } = desk.history.stateOf('funding');
    assert.deepEqual(
      [pages, transcriptIds.length],
      Array(2).fill(Math.ceil((paid.length + moved) / 50)),
    );
  });

  it('keeps what it has when a later request fails, and says that it did', async () => {
    fill(resting(), 1);
    for (let time = 1; time <= 60; time++) exchange.services.funding.charge(time);
    const desk = rig.desk();
    await desk.history.open(undefined);
    exchange.services.faults.add({ kind: 'server-error', action: 'funding-payments', count: -1 });
    await desk.history.loadMore('funding');
    const failed = desk.history.stateOf('funding');
    assert.deepEqual([failed.error?.kind, failed.rows.length], ['rejected', 50]);
    exchange.services.faults.clear();
    await desk.history.loadMore('funding');
    const after = desk.history.stateOf('funding');
    assert.equal(after.error, undefined);
    assert.ok(after.rows.length > 50);
  });

  it('reads the changes of the balance when somebody looks at them, once, and anew when asked', async () => {
    const desk = rig.desk();
    await desk.history.open(undefined);
    const asked = () =>
      Object.entries(exchange.services.stats.requests)
        .filter(([route]) => /futures\/balance/.test(route))
        .map(([, count]) => count);
    assert.deepEqual([asked(), desk.history.stateOf('balance').asOf], [[], undefined]);
    await desk.history.refresh(undefined);
    await desk.history.look('orders');
    assert.deepEqual(asked(), []);
    await Promise.all([desk.history.look('balance'), desk.history.look('balance')]);
    assert.deepEqual(asked(), [1, 1]);
    await desk.history.open('ETH-PERP');
    assert.deepEqual(asked(), [1, 1], 'they are the same for all symbols');
    const { error, more, transcriptIds } = desk.history.stateOf('balance');
    assert.deepEqual([error, more, transcriptIds.length], [undefined, true, 1]);
  });

  it('has every change of the balance, the latest first, with the record that tells of it', async () => {
    fill(resting(), 1);
    exchange.services.funding.charge(exchange.services.clock.now());
    const desk = rig.desk();
    await desk.history.look('balance');
    const rows = desk.history.rows('balance', UNFILTERED);
    const changes = rows.flatMap((row) => (row.kind === 'change' ? [row.change] : []));
    assert.equal(new Set(rows.map(({ id }) => id)).size, rows.length);
    const sequences = changes.map(({ sequence }) => sequence);
    assert.deepEqual(
      sequences,
      sequences.toSorted((a, b) => b - a),
    );
    const sum = changes.reduce((total, { amount }) => total.plus(amount), new Decimal('0'));
    assert.equal(sum.toFixed(), account().balance.toFixed());
    assert.equal(changes[0]?.balance, account().balance.toFixed());
    assert.equal(changes[0]?.kind, 'funding');
    const { symbol } = account().payments()[0]?.contract ?? assert.fail();
    assert.equal(changes[0]?.symbol, symbol);
    assert.ok(['deposit', 'fee'].every((kind) => changes.some((each) => each.kind === kind)));
    const own = desk.history.rows('balance', { ...UNFILTERED, symbol, text: 'funding' });
    assert.ok(own.length > 0 && own.length < rows.length);
    for (const { id } of rows) {
      const record = JSON.parse(desk.history.recordOf(id)?.raw ?? '') as object;
      assert.ok('sn' in record);
    }
  });

  it('reaches back by days, at the few requests a minute that the exchange takes', async () => {
    const waits: number[] = [];
    const { now } = systemClock;
    // The budget knows what passed by its own wait.
    const delay = (ms: number): Promise<void> => Promise.resolve(void waits.push(ms));
    const { url, apiKey, secret } = exchange.ready;
    const credentials = { apiKey, secret, origin: url };
    const { venue } = rig.venue(url, { credentials, clock: { now, delay } });
    const book = new HistoryBook(venue, new OrderStore(), new FillRecord(undefined), systemClock);
    await book.look('balance');
    const today = book.rows('balance', UNFILTERED).length;
    while (book.stateOf('balance').more) await book.loadMore('balance');
    const { pages, capped, rows, error } = book.stateOf('balance');
    book.dispose();
    assert.deepEqual([pages, capped, rows.length, error], [7, true, today, undefined]);
    const { requests } = exchange.services.stats;
    assert.equal(requests['GET /api/pro/data/v1/futures/balance/snapshot'], 7);
    assert.equal(requests['GET /api/pro/data/v1/futures/balance/history'], 1);
    const waited = waits.filter((ms) => ms > 1_000).reduce((a, b) => a + b, 0);
    assert.ok(waited >= 5 * 30_000, `${waited} ms`);
  });

  it('asks the exchange for the symbol of the filter, and forgets what was read for another', async () => {
    for (const order of [...account().open.values()]) exchange.services.engine.cancel(order);
    const desk = rig.desk();
    await desk.history.open(undefined);
    const all = desk.history.rows('orders', UNFILTERED).length;
    await desk.history.open('ETH-PERP');
    const some = desk.history.rows('orders', UNFILTERED);
    assert.ok(some.length > 0 && some.length < all);
    assert.ok(some.every((row) => row.kind === 'order' && row.past.order.symbol === 'ETH-PERP'));
  });
});
