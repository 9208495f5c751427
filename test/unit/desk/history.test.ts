import assert from 'node:assert/strict';
import type { Desk } from '../../../src/desk/desk.ts';
import { UNFILTERED } from '../../../src/desk/historyFilter.ts';
import type { HistoryRow } from '../../../src/desk/historyRows.ts';
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
