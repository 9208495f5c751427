import assert from 'node:assert/strict';
import { ZERO } from '../../../src/paper/decimal.ts';
import { CONTRACTS, FEES } from '../../../src/paper/engine/contracts.ts';
import { freeMargin } from '../../../src/paper/engine/margin.ts';
import { callByTable, useCcxt } from '../support/ccxt.ts';
import { numberOf, samePosition, symbolOf } from '../support/held.ts';

const BITCOIN = 'BTC/USDT:USDT';
const ETHER = 'ETH/USDT:USDT';
const POSITION = 'GET v2/futures/position';

const TOTAL_ALONE =
  'ccxt reads the whole balance of a futures account, and not what of it is free.';
const ORDERS_VALUE =
  "ccxt calls the value of a contract's open orders the notional of the position, and NULL_VAL a side.";

describe('ccxt reads the account of the paper exchange', function () {
  this.timeout(20_000);
  const peer = useCcxt('ccxt/account', { orders: 12 });
  const group = () => String(peer().exchange.account.identity.group);

  /** Long, short, and flat with an isolated margin; a balance that profits and fees have changed. */
  async function trade(): Promise<void> {
    const { client, exchange } = peer();
    const stops = { posStopLossPrice: '50000', posTakeProfitPrice: '90000.5' };
    await client.createOrder(BITCOIN, 'market', 'buy', 0.2, undefined, stops);
    await client.createOrder(BITCOIN, 'market', 'sell', 0.05);
    await client.createOrder(ETHER, 'market', 'sell', 3);
    const { engine } = exchange;
    for (const symbol of ['BTC-PERP', 'ETH-PERP']) {
      const { contract, prices } = exchange.book(symbol);
      engine.setPrices(contract, { mark: prices.mark + 37 });
    }
  }

  it('its group, by the older account info', async () => {
    const { client, exchange } = peer();
    const [account, ...more] = await client.loadAccounts();
    assert.deepEqual([account?.id, more], [group(), []]);
    const { data } = account?.info ?? {};
    const { identity } = exchange.account;
    assert.deepEqual(
      [data.userUID, data.futuresAccount, data.email],
      [identity.userUid, [identity.accountId], identity.email],
    );
    exchange.compared('GET v1/info');
  });

  it('its rights, by account info', async () => {
    const { client, exchange } = peer();
    const { data } = await callByTable(client, 'v2PrivateGetAccountInfo');
    const { permissions, expireTime } = exchange.paper.services.keys.find(client.apiKey) ?? {};
    assert.deepEqual(
      [data.accountGroup, data.viewPermission, data.tradePermission, data.transferPermission],
      [group(), permissions?.view, permissions?.trade, permissions?.transfer],
    );
    assert.equal(data.expireTime, String(expireTime));
    exchange.compared('GET v2/account/info');
  });

  it('its balance, with every fee and profit in it', async () => {
    const { client, exchange } = peer();
    await trade();
    const balance = await client.fetchBalance();
    assert.equal(balance['USDT']?.total, numberOf(exchange.account.balance));
    assert.ok(Number(balance['USDT']?.total) < 100_000);
    assert.deepEqual([balance['USDT']?.free, balance['USDT']?.used], [undefined, undefined]);
    exchange.compared(POSITION, TOTAL_ALONE);
  });

  it('its positions, long, short and flat, field by field', async () => {
    const { client, exchange } = peer();
    await trade();
    const positions = await client.fetchPositions();
    assert.equal(positions.length, CONTRACTS.length);
    for (const contract of CONTRACTS) {
      const told = positions.find(({ symbol }) => symbol === symbolOf(contract));
      const position = exchange.account.position(contract);
      samePosition(told, position, exchange.book(contract.symbol).prices.mark);
      const [buy, sell] = (['Buy', 'Sell'] as const).map((side) =>
        numberOf(contract.tickLot.times(String(position.resting[side]))),
      );
      assert.equal(told?.notional, buy || sell, ORDERS_VALUE);
    }
    const sides = positions.map(({ side }) => side as string);
    for (const side of ['long', 'short', 'null_val']) assert.ok(sides.includes(side), side);
    const [one, ...others] = await client.fetchPositions([ETHER]);
    assert.deepEqual([one?.symbol, others], [ETHER, []]);
    exchange.compared(POSITION, ORDERS_VALUE);
  });

  it('its free margin, which it hands on', async () => {
    const { client, exchange } = peer();
    await trade();
    const { data } = await callByTable(client, 'v2PrivateAccountGroupGetFuturesFreeMargin', {
      'account-group': group(),
    });
    const free = freeMargin(exchange.account, exchange.engine.markOf);
    assert.ok(free.gt(ZERO));
    assert.equal(Number(data.crossed.freeMargin), Number(free.toFixed(9)));
    assert.equal(data.collaterals[0].availableForTransfer, data.crossed.freeMargin);
    exchange.compared('GET v2/futures/free-margin');
  });

  it('changes the leverage, also within bounds that the margin sets', async () => {
    const { client, exchange } = peer();
    const position = exchange.account.position(exchange.contract('SOL-PERP'));
    await client.setLeverage(25, 'SOL/USDT:USDT');
    assert.equal(position.leverage, 25);
    const leverages = await client.fetchLeverages();
    for (const contract of CONTRACTS) {
      const { leverage, marginType } = exchange.account.position(contract);
      const told = leverages[symbolOf(contract)];
      assert.deepEqual(
        [told?.longLeverage, told?.shortLeverage, told?.marginMode],
        [leverage, leverage, marginType === 'crossed' ? 'cross' : 'isolated'],
      );
    }
    await client.createOrder(BITCOIN, 'market', 'buy', 10);
    await assert.rejects(client.setLeverage(1, BITCOIN), { message: /310003/ });
    assert.equal(exchange.account.position(exchange.contract('BTC-PERP')).leverage, 10);
    exchange.compared(['POST v2/futures/leverage', POSITION]);
  });

  it('changes the margin mode, though not under open orders or a position', async () => {
    const { client, exchange } = peer();
    const contract = exchange.contract('ETH-PERP');
    const position = exchange.account.position(contract);
    await assert.rejects(client.setMarginMode('isolated', ETHER), { message: /100010/ });
    await client.cancelAllOrders(ETHER);
    await client.setMarginMode('isolated', ETHER);
    assert.equal(position.marginType, 'isolated');
    await client.createOrder(ETHER, 'market', 'sell', 2);
    await assert.rejects(client.setMarginMode('cross', ETHER), { message: /100010/ });
    const [told] = await client.fetchPositions([ETHER]);
    samePosition(told, position, exchange.book('ETH-PERP').prices.mark);
    assert.equal(told?.marginMode, 'isolated');
    const modes = await client.fetchMarginModes();
    for (const each of CONTRACTS) {
      const isolated = exchange.account.position(each).marginType === 'isolated';
      assert.equal(modes[symbolOf(each)]?.marginMode, isolated ? 'isolated' : 'cross');
    }
    await client.createOrder(ETHER, 'market', 'buy', 2, undefined, { reduceOnly: true });
    await client.setMarginMode('cross', ETHER);
    assert.equal(position.marginType, 'crossed');
    exchange.compared(['POST v2/futures/margin-type', POSITION]);
  });

  it('adds to the margin of an isolated position, and takes it back', async () => {
    const { client, exchange } = peer();
    const contract = exchange.contract('ETH-PERP');
    const position = exchange.account.position(contract);
    await assert.rejects(client.addMargin(ETHER, 5), { message: /100010/ });
    await client.cancelAllOrders(ETHER);
    await client.setMarginMode('isolated', ETHER);
    await client.createOrder(ETHER, 'market', 'sell', 2);
    const { balance } = exchange.account;
    await client.addMargin(ETHER, 50.5);
    assert.equal(position.addedMargin.toFixed(), '50.5');
    assert.equal(exchange.account.balance.toFixed(), balance.minus('50.5').toFixed());
    const [told] = await client.fetchPositions([ETHER]);
    samePosition(told, position, exchange.book('ETH-PERP').prices.mark);
    await client.reduceMargin(ETHER, 20.5);
    assert.equal(position.addedMargin.toFixed(), '30');
    exchange.compared(['POST v2/futures/isolated-position-margin', POSITION]);
  });

  it('moves collateral in and out, by the calls that ccxt has names for and no method', async () => {
    const { client, exchange } = peer();
    const { account } = exchange;
    const [balance, cash] = [account.balance, account.cash];
    const move = (what: 'Deposit' | 'Withdraw', amount: string) =>
      callByTable(client, `v2PrivateAccountGroupPostFuturesTransfer${what}`, {
        ...{ 'account-group': String(account.identity.group), asset: 'USDT', amount },
      });
    await move('Deposit', '70.25');
    assert.equal(account.balance.toFixed(), balance.plus('70.25').toFixed());
    exchange.compared('POST v2/futures/transfer/deposit');
    await move('Withdraw', '20');
    assert.equal(account.cash.toFixed(), cash.minus('50.25').toFixed());
    assert.equal((await client.fetchBalance())['USDT']?.total, numberOf(account.balance));
    exchange.compared('POST v2/futures/transfer/withdraw');
    exchange.compared(POSITION, TOTAL_ALONE);
  });

  it('reads what was paid for funding, by symbol and by number', async () => {
    const { client, exchange } = peer();
    await trade();
    const { funding } = exchange.paper.services;
    const before = exchange.account.balance;
    for (let i = 0; i < 3; i++) {
      exchange.time += 1_000;
      funding.charge(exchange.time);
    }
    const held = exchange.account.payments();
    const holding = [...exchange.account.positions()].filter(({ lots }) => lots !== 0);
    assert.ok(holding.length >= 2);
    assert.equal(held.length, 3 * holding.length);
    const told = await client.fetchFundingHistory();
    const expected = held.map(({ contract, time, amount }) => ({
      ...{ symbol: symbolOf(contract), code: 'USDT', timestamp: time, amount: numberOf(amount) },
    }));
    const sorted = (list: readonly object[]) => list.map((each) => JSON.stringify(each)).sort();
    const parsed = told.map(({ symbol, code, timestamp, amount }) => ({
      ...{ symbol, code, timestamp, amount },
    }));
    assert.deepEqual(sorted(parsed), sorted(expected));
    const paid = held.reduce((sum, { amount }) => sum.plus(amount), ZERO);
    assert.ok(!paid.eq(ZERO) && exchange.account.balance.eq(before.plus(paid)));
    const [latest, ...rest] = await client.fetchFundingHistory(BITCOIN, undefined, 1);
    assert.deepEqual([latest?.symbol, latest?.timestamp, rest], [BITCOIN, exchange.time, []]);
    assert.ok(Number(latest?.amount) < 0, 'a long position pays');
    exchange.compared('GET v2/futures/funding-payments');
  });

  it('finds no fees where it looks for them', async () => {
    const { client, exchange } = peer();
    // It asks for those of the spot market, which there is none of.
    await assert.rejects(client.fetchTradingFees(), { message: /No such path/ });
    assert.ok(FEES.taker.gt(FEES.maker));
    assert.ok(!exchange.wasAsked('GET v1/futures/fee'));
  });
});
