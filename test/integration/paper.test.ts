import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Command, Setting } from '../../src/contributions.ts';
import type { Desk } from '../../src/desk/desk.ts';
import type { TestApi } from '../../src/extension.ts';
import { activate, setting, tells, told, withoutDialog } from './desk.ts';

describe('on the built-in paper exchange', () => {
  let api: TestApi;
  let desk: Desk;
  const undo: (() => Thenable<void>)[] = [];

  before(async () => {
    api = await activate();
    undo.push(await withoutDialog(), await setting(Setting.paperFrozen, true));
    desk = await api.current.open();
    await desk.feed.refresh();
  });
  after(async () => {
    for (const each of undo) await each();
  });
  const anyOrder = (): { orderId: string; symbol: string } => {
    const [order] = desk.store.working;
    assert.ok(order);
    return order;
  };

  it('there are 25 open orders at once, with no account and no key', () => {
    assert.equal(desk.store.size, 25);
    assert.equal(api.current.place.venue, 'PAPER');
  });

  it('a row is canceled, and the answer is one click away', async () => {
    const { orderId } = anyOrder();
    const shown = await tells(api, /^Canceled on PAPER: /, Command.cancelRow, { orderId });
    assert.equal(shown.level, 'info');
    assert.deepEqual(shown.buttons, ['Show Response', 'Show Proof']);
    assert.equal(desk.store.isWorking(orderId), false);
    const { value } = await desk.venue.orderStatus([orderId]);
    assert.equal(value[0]?.status, 'canceled');
  });

  it('canceled twice at once, one order is sent one cancel', async () => {
    const { orderId } = anyOrder();
    const before = api.transcripts.list().length;
    const shown = await told(api, Command.refresh).then(() =>
      Promise.all([
        vscode.commands.executeCommand(Command.cancelRow, { orderId }),
        tellsUnderWay(orderId),
      ]),
    );
    assert.ok(shown);
    const cancels = api.transcripts
      .list()
      .slice(0, api.transcripts.list().length - before)
      .filter(({ action }) => action === 'cancel-order');
    assert.equal(cancels.length, 1);
  });

  async function tellsUnderWay(orderId: string): Promise<void> {
    const texts = (await told(api, Command.cancelRow, { orderId })).map(({ text }) => text);
    assert.ok(
      texts.some((text) => /under way already, so none was sent again/.test(text)),
      texts.join('\n'),
    );
  }

  it('an order that is closed already is said to be closed, and nothing is sent', async () => {
    const { orderId } = anyOrder();
    await vscode.commands.executeCommand(Command.cancelRow, { orderId });
    const before = api.transcripts.list().length;
    await tells(api, /closed already: Canceled.*Nothing was sent/, Command.cancelRow, { orderId });
    assert.equal(api.transcripts.list().length, before);
  });

  for (const [name, row] of [
    ['nothing', undefined],
    ['a symbol', { kind: 'symbol', symbol: 'BTC-PERP' }],
    ['something else', 'a177c2a8cfe1U0123456789equestId2'],
  ] as const) {
    it(`a row command that is handed ${name} refuses`, async () => {
      await tells(api, /No order was chosen/, Command.cancelRow, row);
      await tells(api, /No order was chosen/, Command.copyOrderId, row);
    });
  }

  it('a row that is gone is not canceled', async () => {
    await tells(api, /not on the list any more/, Command.cancelRow, { orderId: 'gone' });
  });

  it('an order that filled a moment ago is reported as filled, with its quantities', async () => {
    const symbol = 'BTC-PERP';
    const { url } = await api.paper.start();
    const resting = desk.store.working.find(
      (order) => order.symbol === symbol && order.type === 'limit' && order.status === 'open',
    );
    assert.ok(resting?.price);
    // Somebody else trades through the order's price; the list on the screen is older than that.
    const answer = await fetch(`${url}/paper/v1/market/trade`, {
      method: 'POST',
      headers: { 'x-paper-control': '1', 'content-type': 'application/json' },
      body: JSON.stringify({
        symbol,
        side: resting.side === 'buy' ? 'Sell' : 'Buy',
        qty: '1000',
        price: resting.price,
      }),
    });
    assert.equal(answer.status, 200);
    const { orderId } = resting;
    assert.equal(desk.store.get(orderId)?.status, 'open');
    const shown = await tells(api, /^Filled before the cancel on PAPER/, Command.cancelRow, {
      orderId,
    });
    assert.match(shown.text, new RegExp(`${resting.quantity} of ${resting.quantity} filled`));
  });

  it('comes back after its process died', async () => {
    const died = desk;
    api.paper.stop();
    assert.deepEqual(await told(api, Command.refresh), []);
    desk = await api.current.open();
    assert.notEqual(desk, died);
    assert.equal(desk.store.size, 25);
  });
});
