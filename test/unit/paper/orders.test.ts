import assert from 'node:assert/strict';
import { useExchange, type Body } from './support.ts';

describe('placing an order', () => {
  const desk = useExchange();

  it('rests a limit order and lists it as open with its terms', async () => {
    const order = await desk().placed({ orderPrice: '60000.0', orderQty: '0.0100' });
    assert.equal(order.status, 'New');
    const { data } = await desk().call('GET order/open?symbol=BTC-PERP');
    assert.deepEqual(data, [order]);
    assert.deepEqual(
      [order.price, order.orderQty, order.cumFilledQty, order.stopPrice, order.execInst],
      ['60000', '0.01', '0', '0', 'NULL_VAL'],
    );
    assert.deepEqual((await desk().call('GET order/open?symbol=ETH-PERP')).data, []);
  });

  it('makes the order id by the published rule', async () => {
    const info = await desk().raw('GET', '/api/pro/v2/account/info', 'v2/account/info');
    const { userUID } = ((await info.json()) as Body).data as { userUID: string };
    const hex = desk().clock.time.toString(16);
    const order = await desk().placed({ id: 'sampleRequestId2' });
    assert.equal(order.orderId, `a${hex}${userUID}equestId2`);
    const other = await desk().placed({ id: 'short-id' });
    assert.match(other.orderId, new RegExp(`^a${hex}${userUID}[A-Za-z0-9]{9}$`));
  });

  it('refuses the same request twice, so that sending it again places nothing', async () => {
    await desk().placed({ id: 'sampleRequestId2' });
    const again = await desk().place({ id: 'sampleRequestId2' });
    assert.deepEqual([again.code, again.reason], [100003, 'KEY_CONFLICT']);
    assert.match(again.message, /DupNewCoid/);
  });

  it('reads enums in any case, and the price under either name', async () => {
    for (const fields of [
      { side: 'bUY', orderType: 'LIMIT' },
      { side: 'buy', orderType: 'limit', orderPrice: undefined, price: '60000' },
      { orderType: 'stop_limit', stopPrice: '62000', timeInForce: 'gtc', respInst: 'done' },
      { execInst: 'POST' },
    ]) {
      assert.equal((await desk().place(fields)).code, 0, JSON.stringify(fields));
    }
  });

  const REFUSED: [string, Record<string, unknown>, number][] = [
    ['an unknown symbol', { symbol: 'ABC-PERP' }, 300012],
    ['a symbol in the wrong case', { symbol: 'btc-perp' }, 300012],
    ['no time', { time: undefined }, 100011],
    ['a time in a string', { time: '1700000000000' }, 100011],
    ['a time 31 s ago', { time: 1_700_000_000_000 - 31_000 }, 100011],
    ['a time 31 s ahead', { time: 1_700_000_000_000 + 31_000 }, 100011],
    ['an unknown type', { orderType: 'Iceberg' }, 300005],
    ['no side', { side: undefined }, 300003],
    ['a quantity that is a number', { orderQty: 0.01 }, 300002],
    ['a quantity of zero', { orderQty: '0' }, 300002],
    ['a negative quantity', { orderQty: '-1' }, 300002],
    ['a quantity with an exponent', { orderQty: '1e2' }, 300002],
    ['a quantity off the lot', { orderQty: '0.01005' }, 300002],
    ['a quantity above the largest', { orderQty: '100.0001' }, 300002],
    ['no price on a limit order', { orderPrice: undefined }, 300001],
    ['a price above the largest', { orderPrice: '1000000.1' }, 300001],
    ['a price off the tick', { orderPrice: '60000.05' }, 300014],
    ['a stop without a stop price', { orderType: 'StopLimit' }, 300001],
    ['a stop price on a limit order', { stopPrice: '61000' }, 300008],
    ['a value below 5 USDT', { orderQty: '0.0001', orderPrice: '40000' }, 300004],
    ['a value above 2,000,000 USDT', { orderQty: '40' }, 300004],
    ['an unknown time in force', { timeInForce: 'GTD' }, 300007],
    ['an unknown instruction', { execInst: 'Liquidation' }, 300008],
    ['a post-only IOC', { execInst: 'Post', timeInForce: 'IOC' }, 300008],
    ['a post-only market order', { orderType: 'Market', postOnly: true }, 300008],
    ['a trigger without a stop', { execInst: 'StopOnMark' }, 300008],
    ['a stop loss that would be none', { posStopLossPrice: '60000' }, 300008],
    ['a take profit that would be none', { side: 'Sell', posTakeProfitPrice: '60000' }, 300008],
    ['a stop loss off the tick', { posStopLossPrice: '59000.05' }, 300014],
    ['a stop loss of what only closes', { execInst: 'ReduceOnly', posStopLossPrice: '1' }, 300008],
    ['an unknown respInst', { respInst: 'NOW' }, 100004],
    ['a client id with a space', { id: 'no spaces' }, 300006],
    ['a client id of 33 characters', { id: 'x'.repeat(33) }, 300006],
    ['a reduce-only order without a position', { execInst: 'ReduceOnly' }, 300009],
  ];
  for (const [what, fields, code] of REFUSED) {
    it(`refuses ${what} with ${code}`, async () => {
      const answer = await desk().place(fields);
      assert.equal(answer.code, code, answer.message);
      assert.equal((await desk().call('GET order/open')).data.length, 0);
    });
  }

  it('says which order a refusal is about, in the documented shape', async () => {
    const answer = await desk().place({ orderPrice: '60000.05', id: 'abcd1234abcd1234' });
    assert.deepEqual(answer, {
      ac: 'FUTURES',
      accountId: answer.accountId,
      action: 'place-order',
      info: { id: 'abcd1234abcd1234', symbol: 'BTC-PERP' },
      code: 300014,
      reason: 'TICK_SIZE_VIOLATION',
      message: "Order price doesn't conform to the required tick size: 0.1",
    });
  });

  it('fills a market order at the quotes and charges the taker fee', async () => {
    const order = await desk().placed({ orderType: 'Market', orderQty: '0.1' });
    assert.equal(order.status, 'Filled');
    assert.equal(order.cumFilledQty, '0.1');
    assert.equal(order.liquidityInd, 't');
    const { data } = await desk().call('GET position');
    const [position] = data.contracts;
    assert.deepEqual([position.side, position.position], ['LONG', '0.1']);
    assert.equal(position.avgOpenPrice, order.avgFilledPx);
    const paid = 100_000 - Number(data.collaterals[0].balance);
    assert.ok(Math.abs(paid - Number(order.avgFilledPx) * 0.1 * 0.0006) < 1e-6);
  });

  it('rejects a post-only order that would take, and says so in errorCode', async () => {
    const order = await desk().placed({ orderPrice: '70000', execInst: 'Post' });
    assert.deepEqual([order.status, order.errorCode], ['Rejected', 'PostOnlyWouldTake']);
    assert.deepEqual((await desk().call('GET order/open')).data, []);
  });

  it('never rests an IOC order', async () => {
    const missed = await desk().placed({ timeInForce: 'IOC' });
    assert.deepEqual([missed.status, missed.cumFilledQty], ['Canceled', '0']);
    const part = await desk().placed({
      ...{ orderPrice: '61252', orderQty: '5', timeInForce: 'IOC' },
    });
    assert.equal(part.status, 'Canceled');
    assert.notEqual(part.cumFilledQty, '0');
    assert.deepEqual((await desk().call('GET order/open')).data, []);
  });

  it('fills a FOK order entirely or not at all', async () => {
    const all = await desk().placed({ orderPrice: '61300', timeInForce: 'FOK' });
    assert.deepEqual([all.status, all.cumFilledQty], ['Filled', '0.01']);
    const none = await desk().placed({
      ...{ orderPrice: '61252', orderQty: '5', timeInForce: 'FOK' },
    });
    assert.deepEqual([none.status, none.cumFilledQty], ['Canceled', '0']);
  });

  it('refuses an order the margin does not cover', async () => {
    const answer = await desk().place({ orderQty: '20' });
    assert.deepEqual([answer.code, answer.reason], [310001, 'INVALID_MARGIN_BALANCE']);
  });
});

describe('the way a placement is answered', () => {
  const desk = useExchange({ responseTimeout: 20 });

  it('acknowledges a limit order by default and answers a market order when done', async () => {
    const limit = await desk().place({ respInst: undefined });
    assert.equal(limit.data.meta.respInst, 'ACK');
    const market = await desk().place({ orderType: 'Market', respInst: undefined });
    assert.equal(market.data.meta.respInst, 'DONE');
  });

  it('promises nothing in an ACK, shows acceptance in ACCEPT and fills in DONE', async () => {
    const taking = { orderPrice: '61300' };
    const ack = (await desk().place({ ...taking, respInst: 'ACK' })).data.order;
    assert.deepEqual([ack.seqNum, ack.status, ack.cumFilledQty], [-1, 'New', '0']);
    assert.equal((await desk().status(ack.orderId)).status, 'Filled');

    const accepted = (await desk().place({ ...taking, respInst: 'ACCEPT' })).data.order;
    assert.deepEqual([accepted.status, accepted.cumFilledQty], ['New', '0']);
    assert.ok(accepted.seqNum > 0);

    const done = (await desk().place({ ...taking, respInst: 'DONE' })).data.order;
    assert.deepEqual([done.status, done.cumFilledQty], ['Filled', '0.01']);
    assert.ok(done.seqNum > accepted.seqNum);
  });

  it('falls back to ACK when the engine takes too long, and carries on', async () => {
    await desk().control('POST engine', { hold: true });
    const { data } = await desk().place({ respInst: 'DONE', id: 'abcd1234abcd1234' });
    assert.deepEqual(data.meta, { action: 'place-order', id: 'abcd1234abcd1234', respInst: 'ACK' });
    assert.equal(data.order.seqNum, -1);
    assert.equal((await desk().call('GET order/open')).data.length, 0);
    await desk().control('POST engine', { hold: false });
    assert.equal((await desk().status(data.order.orderId)).status, 'New');
  });
});
