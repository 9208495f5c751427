import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ApiOrder, ApiTerms } from '../../src/api.ts';
import { Command, Tool } from '../../src/contributions.ts';
import { PAPER } from '../../src/desk/profile.ts';
import type { TestApi } from '../../src/extension.ts';
import { activate, forgetProfiles, tells, useProfile, withoutDialog } from './desk.ts';

interface Conclusion {
  readonly orderId: string;
  readonly conclusion: string;
}

describe('what programs get', () => {
  let api: TestApi;

  before(async () => {
    api = await activate();
    await api.profiles.activate(PAPER.id);
    await api.current.open();
  });
  afterEach(() => forgetProfiles(api));

  async function first(): Promise<ApiOrder> {
    const { items } = await api.openOrders();
    return items.find(({ status }) => status === 'open') ?? assert.fail();
  }
  async function invoke<T>(name: string, input: object): Promise<T> {
    const options = { input, toolInvocationToken: undefined };
    const { content } = await vscode.lm.invokeTool(name, options);
    const [part] = content;
    assert.ok(part instanceof vscode.LanguageModelTextPart);
    return JSON.parse(part.value) as T;
  }
  const sent = (): number =>
    api.transcripts.list().filter(({ request }) => request.method !== 'GET').length;

  describe('by the exported API', () => {
    it('is where orders are read and sent, and whether that is real', async () => {
      assert.equal(api.version, 1);
      const { host } = api.current.place;
      const paper = { name: 'PAPER', venue: 'PAPER', host, live: false, armed: true };
      assert.deepEqual({ ...api.profile }, paper);
      assert.match(host, /^127\.0\.0\.1:\d+$/);
      const origin = `http://${host}`;
      await useProfile(api, { apiKey: 'key', secret: 'secret', origin });
      assert.deepEqual([api.profile.live, api.profile.armed], [true, true]);
      api.arming.disarm();
      assert.equal(api.profile.armed, false);
    });

    it('is the open orders and the positions, as plain data', async () => {
      const desk = await api.current.open();
      const { asOf, items } = await api.openOrders();
      assert.ok(Math.abs(Date.now() - asOf) < 60_000);
      assert.deepEqual(
        items.map(({ orderId }) => orderId).sort(),
        desk.store.working.map(({ orderId }) => orderId).sort(),
      );
      assert.deepEqual(JSON.parse(JSON.stringify(items)), items);
      const [order] = items;
      assert.ok(order?.raw.includes(order.orderId));
      const { items: positions } = await api.positions();
      assert.deepEqual(
        positions.map(({ symbol }) => symbol),
        desk.positions.store.open.map(({ symbol }) => symbol),
      );
    });

    it('is told of changes, until it listens no more', async () => {
      let calls = 0;
      const called = new Promise<void>((resolve) => {
        const listening = api.onDidChange(() => {
          calls += 1;
          listening.dispose();
          resolve();
        });
      });
      const undo = await withoutDialog();
      const { orderId } = await first();
      await vscode.commands.executeCommand(Command.cancelOrder, orderId);
      await called;
      const other = await first();
      await vscode.commands.executeCommand(Command.cancelOrder, other.orderId);
      await undo();
      assert.equal(calls, 1);
    });

    it('is no way past the person: a cancel asks, whatever is set, and terms that are wrong send nothing', async () => {
      const undo = await withoutDialog();
      const { orderId } = await first();
      const before = sent();
      // The test host shows no dialog, and so nobody agrees.
      await assert.rejects(api.cancelOrder(orderId), /dialog/i);
      await assert.rejects(api.cancelOrder('a-gone-order'), /not on the list any more/);
      const terms = { symbol: 'BTC-PERP', side: 'buy', type: 'limit', quantity: '0.01' } as const;
      await assert.rejects(api.placeOrder(terms), /type limit needs price/);
      for (const [wrong, why] of [
        [{ ...terms, type: 'market', price: '1' }, /type market has no price/],
        [{ ...terms, price: '-1' }, /price: a decimal number/],
        [{ ...terms, price: '1', quantity: '1e3' }, /quantity: a decimal number/],
        [{ ...terms, price: '1', size: '1' }, /no terms of an order: size/],
        [{ ...terms, price: '1', symbol: 'FOO-PERP' }, /PAPER trades no contract FOO-PERP now/],
        ['BTC-PERP', /no terms of an order/],
      ] as const)
        await assert.rejects(api.placeOrder(wrong as ApiTerms), why);
      await undo();
      assert.equal(sent(), before);
    });
  });

  describe('by the commands', () => {
    it('is what came of them', async () => {
      const undo = await withoutDialog();
      const { orderId } = await first();
      const named = await vscode.commands.executeCommand<Conclusion>(Command.cancelOrder, orderId);
      assert.deepEqual([named.orderId, named.conclusion], [orderId, 'canceled']);
      const row = { orderId: (await first()).orderId };
      const pressed = await vscode.commands.executeCommand<Conclusion>(Command.cancelRow, row);
      assert.deepEqual([pressed.orderId, pressed.conclusion], [row.orderId, 'canceled']);
      await undo();
    });

    it('is nothing where nothing was done, and the person reads why', async () => {
      const before = sent();
      await tells(api, /not on the list any more/, Command.cancelOrder, 'a-gone-order');
      await tells(api, /There is no profile Nowhere/, Command.switchProfile, 'Nowhere');
      await tells(api, /with a point and no sign/, Command.cancelFar, -5);
      await tells(api, /A side is buy or sell, not BUY/, Command.cancelSide, 'BUY');
      const nothing = await vscode.commands.executeCommand(Command.cancelOrder, 'a-gone-order');
      assert.equal(nothing, undefined);
      assert.equal(sent(), before);
    });

    it('is a profile by its name', async () => {
      const origin = `http://${api.current.place.host}`;
      const { name } = await useProfile(api, { apiKey: 'key', secret: 'secret', origin });
      await vscode.commands.executeCommand(Command.switchProfile, 'PAPER');
      assert.equal(api.profile.live, false);
      await vscode.commands.executeCommand(Command.switchProfile, name);
      assert.equal(api.profile.name, name);
    });
  });

  describe('by the tools for language models', () => {
    it('is declared as it is registered', () => {
      const ours = vscode.lm.tools.filter(({ name }) => name.startsWith('orderDesk_'));
      assert.deepEqual(ours.map(({ name }) => name).sort(), Object.values(Tool).sort());
    });

    it('is the open orders, of one contract too, and the positions', async () => {
      interface Read {
        readonly live: boolean;
        readonly venue: string;
        readonly orders: readonly ApiOrder[];
      }
      const all = await invoke<Read>(Tool.openOrders, {});
      assert.deepEqual([all.live, all.venue], [false, 'PAPER']);
      assert.deepEqual(all.orders, (await api.openOrders()).items);
      const { symbol } = await first();
      const some = await invoke<Read>(Tool.openOrders, { symbol });
      assert.ok(some.orders.length > 0 && some.orders.length < all.orders.length);
      assert.ok(some.orders.every((order) => order.symbol === symbol));
      const { positions } = await invoke<{ positions: unknown }>(Tool.positions, {});
      assert.deepEqual(positions, (await api.positions()).items);
    });

    it('is no order with terms that are wrong, nor a cancel of nothing', async () => {
      const before = sent();
      const terms = { symbol: 'BTC-PERP', side: 'buy', type: 'limit', quantity: '0.01' };
      await assert.rejects(invoke(Tool.placeOrder, terms), /type limit needs price/);
      await assert.rejects(invoke(Tool.cancelOrder, { orderId: ' ' }), /by its “orderId”/);
      assert.equal(sent(), before);
    });

    it('sends nothing on a live profile without the person', async () => {
      const { host } = api.current.place;
      await useProfile(api, { apiKey: 'key', secret: 'secret', origin: `http://${host}` });
      api.arming.disarm();
      const before = sent();
      await assert.rejects(invoke(Tool.cancelOrder, { orderId: 'any' }));
      const terms = { symbol: 'BTC-PERP', side: 'buy', type: 'market', quantity: '0.01' };
      await assert.rejects(invoke(Tool.placeOrder, terms));
      assert.equal(sent(), before);
    });
  });
});
