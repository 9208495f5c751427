import assert from 'node:assert/strict';
import { Decimal } from '../../../src/paper/decimal.ts';
import type { CloseReport, CloseRequest } from '../../../src/positions/closeService.ts';
import { PaperPositions } from '../../support/paperPositions.ts';

const symbol = 'BTC-PERP';

describe('closing a position', () => {
  const rig = new PaperPositions();
  beforeEach(() => rig.begin());
  afterEach(() => rig.end());
  const close = (request: Partial<CloseRequest> = {}): Promise<CloseReport> =>
    rig.trader.positions.closes.close({ symbol, side: 'long', ...request });
  const outcomes = ({ outcome }: CloseReport): readonly string[] =>
    outcome.kind === 'sent' ? outcome.orders.map((each) => each.outcome.kind) : [outcome.kind];

  for (const side of ['long', 'short'] as const) {
    it(`by market leaves nothing of a ${side} one`, async () => {
      await rig.take(side === 'long' ? 'buy' : 'sell', '0.7');
      assert.deepEqual(outcomes(await close({ side })), ['filled']);
      assert.equal(rig.held().lots, 0);
    });
  }

  it('in part leaves the rest', async () => {
    await rig.take('buy', '0.7');
    assert.deepEqual(outcomes(await close({ quantity: '0.3' })), ['filled']);
    assert.equal(rig.held().lots, 4_000);
  });

  it('is never for more than the position, however much was asked for', async () => {
    await rig.take('buy', '0.7');
    const report = await close({ quantity: '5' });
    assert.deepEqual([outcomes(report), rig.held().lots], [['filled'], 0]);
    assert.ok(report.outcome.kind === 'sent');
    assert.equal(report.outcome.orders[0]?.request.quantity, '0.7');
  });

  it('goes by the position as it is just then, whatever was shown before', async () => {
    await rig.take('buy', '0.7');
    assert.equal(await rig.trader.positions.feed.read(), undefined);
    await rig.take('sell', '0.5');
    await close();
    assert.equal(rig.held().lots, 0);
  });

  it('that has turned meanwhile is not done', async () => {
    await rig.take('buy', '0.7');
    assert.equal(await rig.trader.positions.feed.read(), undefined);
    await rig.take('sell', '1');
    assert.deepEqual(outcomes(await close()), ['gone']);
    assert.equal(rig.held().lots, -3_000);
    assert.equal(rig.sent('place-order'), 2);
  });

  it('that is not there any more sends nothing', async () => {
    assert.deepEqual(outcomes(await close()), ['gone']);
    assert.equal(rig.sent('place-order'), 0);
  });

  it('by limit rests a reduce-only order', async () => {
    await rig.take('buy', '0.7');
    assert.deepEqual(outcomes(await close({ price: '70000' })), ['working']);
    const [order] = rig.account.open.values();
    assert.deepEqual([order?.terms.reduceOnly, order?.terms.side], [true, 'Sell']);
  });

  it('whose answer is lost is found again, and sent once', async () => {
    await rig.take('buy', '0.7');
    rig.fault('drop-after', { action: 'place-order' });
    assert.deepEqual(outcomes(await close()), ['filled']);
    assert.deepEqual([rig.held().lots, rig.sent('place-order')], [0, 2]);
  });

  it('is not sent again while one is not settled', async () => {
    await rig.take('buy', '0.7');
    rig.fault('drop-after', { action: 'place-order' });
    rig.fault('server-error', { action: 'order-status', count: -1 });
    rig.fault('stream-loss', { count: -1 });
    const first = await rig.trader.positions.closes.close({ symbol, side: 'long' }, { ms: 100 });
    assert.deepEqual(outcomes(first), ['unknown']);
    assert.deepEqual(outcomes(await close()), ['underWay']);
    assert.equal(rig.sent('place-order'), 2);
  });

  it('sends nothing where the position cannot be read', async () => {
    await rig.take('buy', '0.7');
    rig.fault('server-error', { action: 'position', count: -1 });
    assert.deepEqual(outcomes(await close()), ['notSent']);
    assert.equal(rig.held().lots, 7_000);
  });

  it('goes in parts where it is worth more than one order may be', async () => {
    const held = rig.held('ETH-PERP');
    const { engine } = rig.exchange.services;
    held.fill('Buy', 1_500_000, engine.markOf(held.contract)); // 4.7 million USDT
    rig.account.book('deposit', new Decimal('10000000'), 0);
    const report = await close({ symbol: 'ETH-PERP', price: '3500' });
    assert.deepEqual(outcomes(report), ['working', 'working', 'working']);
    assert.ok(report.outcome.kind === 'sent');
    const sizes = report.outcome.orders.map(({ request }) => Number(request.quantity));
    assert.equal(
      sizes.reduce((a, b) => a + b),
      1_500,
    );
    assert.ok(sizes.every((size) => size * 3_500 <= 2_000_000));
  });

  it('that fills in part leaves the rest, and goes no further', async () => {
    const held = rig.held();
    const { engine } = rig.exchange.services;
    held.fill('Buy', 300_000, engine.markOf(held.contract)); // more than anybody bids for
    const report = await close();
    assert.ok(report.outcome.kind === 'sent');
    const [order] = report.outcome.orders;
    assert.ok(order?.outcome.kind === 'filled' && !order.outcome.complete);
    assert.equal(report.outcome.orders.length, 1);
    assert.ok(held.lots > 0 && held.lots < 300_000);
  });
});
