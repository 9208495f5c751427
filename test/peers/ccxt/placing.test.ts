import assert from 'node:assert/strict';
import type { Order } from 'ccxt';
import type { EngineOrder, OrderTerms } from '../../../src/paper/engine/order.ts';
import { callByTable, useCcxt } from '../support/ccxt.ts';
import { pick, price, sameOrder } from '../support/held.ts';

const SYMBOL = 'BTC/USDT:USDT';
const PLACE = 'POST v2/futures/order';

const POST_AND_REDUCE =
  'ccxt knows post-only and reduce-only each by itself: told of an order that is both, it says neither.';
const NO_TRIGGER = 'ccxt sends and reads no price that a stop goes by (last, mark or index).';

type Params = Readonly<Record<string, unknown>>;

describe('ccxt places orders on the paper exchange', function () {
  this.timeout(20_000);
  const peer = useCcxt('ccxt/placing');

  /** Places an order, and finds it in the engine. */
  async function place(
    type: string,
    side: string,
    lots: number,
    limit?: number,
    params: Params = {},
  ): Promise<{ told: Order; held: EngineOrder }> {
    const { client, exchange } = peer();
    const told = await client.createOrder(SYMBOL, type, side, lots, limit, params);
    return { told, held: exchange.order(told.id) };
  }

  function terms({ terms }: EngineOrder, names: readonly (keyof OrderTerms)[]): unknown[] {
    return names.map((name) => terms[name]);
  }

  it('a limit order, acknowledged as it stood', async () => {
    const { told, held } = await place('limit', 'buy', 0.0123, 60000.1);
    sameOrder(told, held);
    assert.deepEqual(terms(held, ['type', 'side', 'ticks', 'lots', 'timeInForce']), [
      ...['Limit', 'Buy', 600_001, 123, 'GTC'],
    ]);
    assert.deepEqual([held.status, held.createdAt], ['New', peer().exchange.time]);
    assert.equal(pick(told.info as object, ['seqNum'])['seqNum'], '-1', 'an acknowledgement');
    peer().exchange.compared(PLACE);
  });

  it('a market order, answered when it is filled, with its average, fee and cost', async () => {
    const { told, held } = await place('market', 'sell', 1.5);
    sameOrder(told, held);
    assert.deepEqual(terms(held, ['type', 'side', 'ticks', 'lots']), ['Market', 'Sell', 0, 15_000]);
    const { fills } = held.state;
    assert.ok(fills && fills.lots === 15_000);
    assert.equal(held.status, 'Filled');
    assert.ok(Math.abs(told.cost - Number(fills.units) * 1e-5) < 1e-6, 'what it cost');
    peer().exchange.compared(PLACE);
  });

  it('a stop that becomes a limit order, and one that becomes a market order', async () => {
    const limit = await place('limit', 'buy', 0.01, 62000, { triggerPrice: 61900.5 });
    const market = await place('market', 'sell', 0.02, undefined, { triggerPrice: 60900 });
    sameOrder(limit.told, limit.held);
    sameOrder(market.told, market.held);
    const names = ['type', 'ticks', 'stopTicks', 'stopBy'] as const;
    assert.deepEqual(terms(limit.held, names), ['StopLimit', 620_000, 619_005, 'market']);
    assert.deepEqual(terms(market.held, names), ['StopMarket', 0, 609_000, 'market']);
    assert.deepEqual([limit.held.status, market.held.status], ['PendingNew', 'PendingNew']);
    peer().exchange.compared(PLACE);
  });

  it('the price a stop goes by, which it hands on and does not read', async () => {
    const { told, held } = await place('market', 'sell', 0.02, undefined, {
      ...{ triggerPrice: 60900, execInst: 'StopOnMark' },
    });
    sameOrder(told, held);
    assert.equal(held.terms.stopBy, 'mark');
    assert.deepEqual(pick(told.info as object, ['stopBy', 'execInst']), {
      ...{ stopBy: 'mark', execInst: 'StopOnMark' },
    });
    assert.doesNotMatch(JSON.stringify({ ...told, info: undefined }), /\bmark\b/i);
    peer().exchange.compared(PLACE, NO_TRIGGER);
  });

  it('post-only, also where it would take and so is rejected', async () => {
    const resting = await place('limit', 'buy', 0.01, 60000, { postOnly: true });
    assert.deepEqual([resting.held.terms.postOnly, resting.held.status], [true, 'New']);
    sameOrder(resting.told, resting.held);
    const taking = await place('limit', 'buy', 0.01, 62000, { postOnly: true, respInst: 'DONE' });
    assert.deepEqual(
      [taking.held.status, taking.held.state.errorCode],
      [...['Rejected', 'PostOnlyWouldTake']],
    );
    sameOrder(taking.told, taking.held);
    peer().exchange.compared(PLACE);
  });

  it('reduce-only, which fills no further than the position goes', async () => {
    await place('market', 'buy', 0.01);
    const { told, held } = await place('limit', 'sell', 0.01, 65000, { reduceOnly: true });
    assert.equal(held.terms.reduceOnly, true);
    sameOrder(told, held);
    const both = await place('limit', 'sell', 0.01, 66000, { execInst: 'PostReduceOnly' });
    assert.deepEqual([both.held.terms.postOnly, both.held.terms.reduceOnly], [true, true]);
    sameOrder(both.told, both.held);
    assert.deepEqual(pick(both.told, ['postOnly', 'reduceOnly']), {
      ...{ postOnly: undefined, reduceOnly: undefined },
    });
    peer().exchange.compared(PLACE, POST_AND_REDUCE);
  });

  it('immediate-or-cancel and fill-or-kill', async () => {
    const { exchange } = peer();
    const [[ask = 0, lots = 0] = []] = exchange.book('BTC-PERP').sides.Sell.levels(1);
    const limit = price(exchange.contract('BTC-PERP'), ask);
    const size = (lots + 5) / 10_000;
    const killed = await place('limit', 'buy', size, limit, { timeInForce: 'FOK' });
    assert.deepEqual([killed.held.status, killed.held.filledLots], ['Canceled', 0]);
    const cut = await place('limit', 'buy', size, limit, { timeInForce: 'IOC', respInst: 'DONE' });
    assert.deepEqual([cut.held.status, cut.held.filledLots], ['Canceled', lots]);
    sameOrder(cut.told, cut.held);
    assert.deepEqual(
      [killed, cut].map(({ held }) => held.terms.timeInForce),
      ['FOK', 'IOC'],
    );
    // An acknowledgement tells the order as it stood before the engine had it.
    sameOrder(killed.told, killed.held, { status: 'open' });
    exchange.compared(PLACE);
  });

  it('with an id of its own, of which the order id is made', async () => {
    const params = { clientOrderId: 'itsOwnOrder123' };
    const { told, held } = await place('limit', 'buy', 0.01, 60000, params);
    const { userUid } = peer().exchange.account.identity;
    const time = held.createdAt;
    assert.match(told.id, new RegExp(`^a[0-9a-f]+${userUid}nOrder123$`));
    assert.ok(Math.abs(parseInt(told.id.slice(1, 12), 16) - time) < 30_000);
    peer().exchange.compared(PLACE);
  });

  it('ten at once by its table of calls, all or none', async () => {
    const { client, exchange } = peer();
    await client.loadAccounts();
    const order = (orderPrice: string) => ({
      ...{ symbol: 'BTC-PERP', orderQty: '0.01', orderType: 'limit', side: 'buy', orderPrice },
      ...{ time: client.milliseconds(), respInst: 'ACK' },
    });
    const send = (orders: object[]) =>
      callByTable(client, 'v2PrivateAccountGroupPostFuturesOrderBatch', {
        ...{ 'account-group': String(exchange.account.identity.group), orders },
      });
    const prices = ['60000', '60001.5', '60002'];
    const { data } = await send(prices.map(order));
    const held = [...exchange.account.open.values()];
    assert.deepEqual(
      (data.orders as { orderId: string }[]).map(({ orderId }) => orderId),
      held.map(({ orderId }) => orderId),
    );
    assert.deepEqual(
      held.map(({ terms: { ticks, lots } }) => [ticks, lots]),
      [600_000, 600_015, 600_020].map((ticks) => [ticks, 100]),
    );
    await assert.rejects(send([order('60003'), order('0')]), { name: 'InvalidOrder' });
    assert.equal(exchange.account.open.size, 3);
    exchange.compared('POST v2/futures/order/batch');
  });
});
