import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Command, Setting } from '../../src/contributions.ts';
import type { Desk } from '../../src/desk/desk.ts';
import type { TestApi } from '../../src/extension.ts';
import type { Evidence } from '../../src/orders/evidence.ts';
import type { Order } from '../../src/venues/venue.ts';
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

  const limitOrder = (): Order => {
    const found = desk.store.working.find(
      ({ type, status }) => type === 'limit' && status === 'open',
    );
    assert.ok(found);
    return found;
  };

  /** A call of the exchange's control API. */
  async function control(path: string, body: object): Promise<void> {
    const { url } = await api.paper.start();
    const answer = await fetch(`${url}/paper/v1/${path}`, {
      method: 'POST',
      headers: { 'x-paper-control': '1', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    assert.equal(answer.status, 200);
  }

  it('an order that filled a moment ago is reported as filled, with its quantities', async () => {
    const { orderId, quantity } = limitOrder();
    await control('faults', { kind: 'fill-before-cancel', count: 1 });
    const row = { orderId };
    const shown = await tells(api, /^Filled before the cancel on PAPER/, Command.cancelRow, row);
    assert.match(shown.text, new RegExp(`${quantity} of ${quantity} filled`));
  });

  it('a fill is in sight at once, without a refresh', async () => {
    const { orderId, symbol, side, price } = limitOrder();
    desk.feed.stopPolling();
    const heard = new Promise<Evidence['kind']>((resolve) => {
      const listening = desk.store.onDidChange(({ orderIds, source }) => {
        if (!orderIds.includes(orderId) || desk.store.isWorking(orderId)) return;
        listening.dispose();
        resolve(source.kind);
      });
    });
    const other = side === 'buy' ? 'Sell' : 'Buy';
    // More than any order of any contract, with all that stands before it.
    await control('market/trade', { symbol, side: other, qty: '1000000000', price });
    assert.equal(await heard, 'stream');
    await tells(api, /closed already: Filled/, Command.cancelRow, { orderId });
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
