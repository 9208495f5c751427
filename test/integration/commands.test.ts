import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { handlers } from '../../src/commands/table.ts';
import { Command } from '../../src/contributions.ts';
import type { TestApi } from '../../src/extension.ts';
import { activate, tells, told, withoutDialog } from './desk.ts';

/** What menus, key bindings and other extensions may hand over where a row is meant. */
const strange: readonly (readonly [string, unknown])[] = [
  ['undefined', undefined],
  ['null', null],
  ['a number', 7],
  ['an empty text', ''],
  ['an empty object', {}],
  ['a symbol’s row', { kind: 'symbol', symbol: 'BTC-PERP' }],
  ['an order without an id', { kind: 'order', orderId: undefined, symbol: 'BTC-PERP' }],
  ['an order whose id is an object', { orderId: { toString: () => 'a1' } }],
  ['a row that is gone', { kind: 'order', orderId: 'gone', symbol: 'BTC-PERP' }],
];
/** They need a row, and say so. */
const ofRows = [
  ...[Command.cancelRow, Command.showOrder, Command.copyOrderId, Command.dismissCancel],
  Command.forgetOrder,
];

describe('an order that the exchange does not know any more', () => {
  it('says so on its row, and can be taken off the list, which others cannot', async () => {
    const api = await activate();
    const { store, feed } = await api.current.open();
    await feed.refresh();
    const [known] = store.working;
    assert.ok(known);
    const lost = { ...known, orderId: 'a18bcfe56800U0000000000lostlost' };
    store.apply([lost], { kind: 'stream', at: Date.now() - 60_000, text: '' });
    await feed.refreshAnew();
    const row = { kind: 'order', orderId: lost.orderId, symbol: lost.symbol } as const;
    const { description, contextValue } = api.view.tree.getTreeItem(row);
    assert.match(String(description), /^not known there any more · /);
    assert.match(contextValue ?? '', /\bunknown\b/);
    const other = { ...row, orderId: known.orderId };
    await tells(api, /stays on the list/, Command.forgetOrder, other);
    assert.equal(feed.forget(lost.orderId), true);
    assert.equal(store.isWorking(lost.orderId), false);
    await tells(api, /not on the list any more/, Command.forgetOrder, row);
  });
});

describe('a command that is handed something strange', () => {
  let api: TestApi;
  let restore: () => Thenable<void>;

  before(async () => {
    api = await activate();
    restore = await withoutDialog();
    await (await api.current.open()).feed.refresh();
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('workbench.action.closePanel');
    await restore();
  });

  for (const [what, argument] of strange.filter(([name]) => /^undefined|^a row/.test(name))) {
    it(`cancels nothing and breaks nothing when it is ${what}`, async () => {
      const desk = await api.current.open();
      const before = desk.store.size;
      const profiles = JSON.stringify(api.profiles.list());
      // One command needs no row to know what to cancel, and is not asked about here.
      for (const id of Object.keys(handlers).filter((each) => each !== Command.cancelLatest)) {
        const running = told(api, id, argument);
        const shown = await dismissed(running);
        for (const { text } of shown)
          assert.doesNotMatch(text, /undefined|null|\[object|TypeError/);
      }
      assert.equal(desk.store.size, before);
      assert.equal(JSON.stringify(api.profiles.list()), profiles);
      const sent = api.transcripts.list().filter(({ action }) => /^cancel/.test(action));
      const since = sent.filter(({ request }) => /"gone"|"a1"/.test(request.body ?? ''));
      assert.deepEqual(since, []);
    }).timeout(60_000);
  }

  for (const id of ofRows) {
    it(`is refused and guesses no order: ${id}`, async () => {
      for (const [what, argument] of strange.slice(0, -1)) {
        const [shown] = await told(api, id, argument);
        assert.match(shown?.text ?? '', /^No order was chosen[.:] .*Open Orders view\.$/, what);
      }
    });
  }

  /** What a command said; whatever it asks is answered by Escape. */
  async function dismissed<T>(running: Promise<T>): Promise<T> {
    let over = false;
    const done = running.finally(() => (over = true));
    while (!over) {
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      await Promise.race([done, new Promise((resolve) => setTimeout(resolve, 20))]);
    }
    return done;
  }
});
