import assert from 'node:assert/strict';
import { useDesk } from '../support/desk.ts';

const symbol = 'ETH-PERP';

describe("Order Desk's client changes settings at the paper exchange", () => {
  const peer = useDesk('orderDesk/settings', { orders: 12 });
  const held = () => {
    const { exchange } = peer();
    return exchange.account.position(exchange.contract(symbol));
  };

  it('the leverage', async () => {
    const { venue, exchange } = peer();
    await venue.positions.change({ kind: 'leverage', symbol, leverage: 25 });
    assert.equal(held().leverage, 25);
    exchange.compared('POST v2/futures/leverage');
  });

  it('the margin type, and the margin of an isolated position', async () => {
    const { venue, exchange } = peer();
    const { account, engine } = exchange;
    for (const order of [...account.open.values()])
      if (order.terms.contract.symbol === symbol) engine.cancel(order);
    await venue.positions.change({ kind: 'marginType', symbol, marginType: 'isolated' });
    assert.equal(held().marginType, 'isolated');
    exchange.compared('POST v2/futures/margin-type');
    held().fill('Buy', 5_000, 312_000);
    const { balance } = account;
    await venue.positions.change({ kind: 'isolatedMargin', symbol, amount: '70.25' });
    await venue.positions.change({ kind: 'isolatedMargin', symbol, amount: '-20' });
    assert.equal(held().addedMargin.toFixed(), '50.25');
    assert.equal(account.balance.toFixed(), balance.minus('50.25').toFixed());
    exchange.compared('POST v2/futures/isolated-position-margin');
  });

  it('what the account holds, out of the cash account and back', async () => {
    const { venue, exchange } = peer();
    const { account } = exchange;
    const { balance, cash } = account;
    await venue.positions.change({ kind: 'transfer', asset: 'USDT', amount: '70.25' });
    assert.equal(account.balance.toFixed(), balance.plus('70.25').toFixed());
    exchange.compared('POST v2/futures/transfer/deposit');
    await venue.positions.change({ kind: 'transfer', asset: 'USDT', amount: '-20' });
    assert.equal(account.cash.toFixed(), cash.minus('50.25').toFixed());
    exchange.compared('POST v2/futures/transfer/withdraw');
  });
});
