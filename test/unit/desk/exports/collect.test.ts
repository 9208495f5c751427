import assert from 'node:assert/strict';
import { systemClock } from '../../../../src/common/clock.ts';
import { collect } from '../../../../src/desk/exports/collect.ts';
import { exportText, lineCount } from '../../../../src/desk/exports/exportText.ts';
import { UNFILTERED, type HistoryFilter } from '../../../../src/desk/historyFilter.ts';
import type { Section } from '../../../../src/desk/historyRows.ts';
import { Decimal } from '../../../../src/paper/decimal.ts';
import { EngineOrder } from '../../../../src/paper/engine/order.ts';
import { makeOrderId } from '../../../../src/paper/engine/orderId.ts';
import type { PaperExchange } from '../../../../src/paper/exchange.ts';
import { live, PaperDesks } from '../../../support/paperDesks.ts';

describe('collecting a history for an export', () => {
  const rig = new PaperDesks();
  let exchange: PaperExchange;
  beforeEach(async () => (exchange = await rig.start(30)));
  afterEach(() => rig.end());

  const account = () =>
    exchange.services.accounts.find(exchange.ready.accountGroup) ?? assert.fail();
  /** Charges positions until there are more than two pages of payments. */
  function pay(): number {
    for (let time = 1; account().payments().length <= 250; time++)
      exchange.services.funding.charge(time);
    return account().payments().length;
  }
  async function collected(
    section: Section,
    changes: Partial<HistoryFilter> = {},
    onProgress: (count: number, stop: AbortController) => void = () => undefined,
  ) {
    const desk = rig.desk();
    await live(desk);
    await desk.feed.refresh();
    const stop = new AbortController();
    const filter = { ...UNFILTERED, ...changes };
    return collect(desk, section, filter, systemClock, {
      signal: stop.signal,
      onProgress: (count) => onProgress(count, stop),
    });
  }

  it('reads every page, tells how far it is, and says from when to when the rows are', async () => {
    const all = pay();
    const counts: number[] = [];
    const { rows, span, cut, capped, error } = await collected('funding', {}, (count) =>
      counts.push(count),
    );
    assert.deepEqual(counts, [100, 200, all]);
    assert.equal(rows.length, all);
    const times = account()
      .payments()
      .map(({ time }) => time);
    assert.deepEqual(span, { from: times.at(-1), to: times[0] });
    assert.deepEqual([cut, capped, error], [false, false, undefined]);
    const lines = exportText('funding', 'csv', rows).trimEnd().split('\r\n');
    assert.equal(lines[0], 'time_utc,symbol,amount,asset,rate');
    assert.equal(lines.length, all + 1);
    const [payment] = account().payments();
    assert.equal(
      lines[1]?.split(',').slice(0, 2).join(),
      `${new Date(payment?.time ?? 0).toISOString()},${payment?.contract.symbol}`,
    );
  });

  it('reads orders beyond the most that one answer holds, to the very first', async () => {
    const { engine, orderIds, clock } = exchange.services;
    const [one] = account().open.values();
    assert.ok(one);
    const placed = new Set<string>();
    for (let i = 0; i < 1_300; i++) {
      const id = makeOrderId('a', clock.now(), account().identity.userUid, '', orderIds);
      const order = new EngineOrder(id, account(), one.terms, clock.now() - i);
      engine.place(order);
      engine.cancel(order);
      placed.add(id);
    }
    const { rows, cut, capped } = await collected('orders');
    for (const row of rows) if (row.kind === 'order') placed.delete(row.past.order.orderId);
    assert.deepEqual([placed.size, cut, capped], [0, false, false]);
    assert.equal(rows.length, account().history().length);
  });

  it('has what came before a failure half-way, and the failure', async () => {
    pay();
    const { faults } = exchange.services;
    faults.add({ kind: 'server-error', action: 'funding-payments', skip: 2, count: -1 });
    const { rows, cut, error } = await collected('funding');
    assert.deepEqual([rows.length, cut, error?.code], [200, true, error?.code]);
    assert.ok(error?.transcript);
  });

  it('reads the changes of the balance from the first day on, exactly and each entry once', async () => {
    pay();
    const { rows, cut, capped, error } = await collected('balance');
    assert.deepEqual([cut, capped, error], [false, true, undefined]);
    const [heading = '', ...lines] = exportText('balance', 'csv', rows).trimEnd().split('\r\n');
    assert.equal(heading, 'time_utc,asset,amount,balance,kind,venue_kind,symbol,order_id,sequence');
    const cells = lines.map((line) => line.split(','));
    assert.equal(cells[0]?.[3], account().balance.toFixed());
    const sum = cells.reduce((total, cell) => total.plus(cell[2] ?? ''), new Decimal('0'));
    assert.equal(sum.toFixed(), account().balance.toFixed());
    const records = exportText('balance', 'jsonl', rows).trimEnd().split('\n');
    assert.equal(lineCount('balance', 'jsonl', rows), records.length);
    assert.equal(lineCount('balance', 'csv', rows), rows.length);
    const sequences = records.map((line) => (JSON.parse(line) as { sn: number }).sn);
    assert.equal(sequences.length, account().ledger.from(1, 1_000).length);
    assert.equal(new Set(sequences).size, sequences.length);
  });

  it('has what came before it was stopped', async () => {
    pay();
    const { rows, cut } = await collected('funding', {}, (_count, stop) => stop.abort());
    assert.deepEqual([rows.length, cut], [100, true]);
  });

  it('has the earliest changes of the balance where it was stopped, as they are read forwards', async () => {
    const cent = new Decimal('0.01');
    for (let i = 0; i < 600; i++) account().book('deposit', cent, exchange.services.clock.now());
    const { rows, cut } = await collected('balance', {}, (_count, stop) => stop.abort());
    const sequences = rows.flatMap((row) => (row.kind === 'change' ? [row.change.sequence] : []));
    assert.deepEqual([Math.min(...sequences), Math.max(...sequences), cut], [1, 500, true]);
  });

  it('takes what a filter lets through, and asks the exchange for its symbol alone', async () => {
    for (const order of [...account().open.values()]) exchange.services.engine.cancel(order);
    const { rows } = await collected('orders', { symbol: 'ETH-PERP', side: 'buy' });
    const expected = account()
      .history()
      .filter(({ terms }) => terms.contract.symbol === 'ETH-PERP' && terms.side === 'Buy');
    assert.deepEqual(
      rows.map(({ id }) => id).sort(),
      expected.map(({ orderId }) => `order ${orderId}`).sort(),
    );
    assert.ok(rows.length > 0);
  });

  it('keeps the bytes of each record as JSONL', async () => {
    pay();
    const { rows } = await collected('funding');
    const lines = exportText('funding', 'jsonl', rows).trimEnd().split('\n');
    assert.deepEqual(
      lines,
      rows.map((row) => (row.kind === 'payment' ? row.payment.raw : '')),
    );
  });

  it('never gives an amount of an order total as that of an execution', async () => {
    const { rows } = await collected('fills');
    assert.ok(rows.length > 0 && rows.every(({ kind }) => kind === 'total'));
    const [heading = '', ...lines] = exportText('fills', 'csv', rows).trimEnd().split('\r\n');
    const names = heading.split(',');
    const cells = lines.map((line) =>
      Object.fromEntries(line.split(',').map((cell, at) => [names[at], cell])),
    );
    assert.equal(cells.length, lineCount('fills', 'csv', rows));
    for (const cell of cells) {
      assert.equal(cell['known_as'], 'order total');
      assert.deepEqual([cell['price'], cell['quantity'], cell['fee']], ['', '', '']);
      assert.match(cell['order_filled_quantity'] ?? '', /^\d+(\.\d+)?$/);
    }
    for (const line of exportText('fills', 'jsonl', rows).trimEnd().split('\n'))
      assert.equal((JSON.parse(line) as { knownAs: string }).knownAs, 'orderTotal');
  });
});
