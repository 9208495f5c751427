import assert from 'node:assert/strict';
import type { Position } from '../../src/venues/positions.ts';
import type { Venue } from '../../src/venues/venue.ts';
import { control, openPaper, picture, placesSent, startDesk, type DeskWindow } from './fixtures.ts';
import type { Tree } from './support/tree.ts';

describe('Positions', () => {
  let window: DeskWindow;
  let positions: Tree;
  let origin: string;
  let other: Venue;

  before(async () => {
    window = await startDesk();
    ({ origin, other } = await openPaper(window));
    positions = window.workbench.tree('Positions');
    await positions.unfold();
    // The last rows have room only where the orders leave it.
    await window.orders.fold();
    await window.workbench.widenSidebar(420);
    await trade('buy', '0.5');
    await trade('sell', '4', 'ETH-PERP');
  });
  after(async () => {
    await other.close();
    await window.code.close();
  });
  beforeEach(() => window.workbench.notifications.clear());

  async function trade(side: 'buy' | 'sell', quantity: string, symbol = 'BTC-PERP'): Promise<void> {
    const { placing } = other;
    await placing.place(await placing.plan({ symbol, side, type: 'market', quantity }));
  }
  /** The positions as another client reads them. */
  async function held(): Promise<readonly Position[]> {
    const { value } = await other.positions.holdings();
    return value.positions.filter(({ side }) => side !== 'none');
  }
  const held1 = async (symbol: string): Promise<Position | undefined> =>
    (await held()).find((each) => each.symbol === symbol);
  const label = async (symbol: string): Promise<string> => {
    const position = await held1(symbol);
    return `${symbol} ${position?.side.toUpperCase()} ${position?.quantity}`;
  };

  it('are rows with side and size in words, profit and the price of liquidation, and what the account has', async () => {
    for (const { symbol } of await held()) await positions.shows(await label(symbol));
    const texts = (await positions.texts()).join('\n');
    assert.match(texts, /BTC-PERP LONG \S+ ?[+-]\d+\.\d\d USDT \([+-]\d+\.\d\d%\)/);
    assert.match(texts, /Balance USDT ?\d+/);
    assert.match(texts, /Free margin ?\d+/);
    const spoken = await positions.row(await label('BTC-PERP')).getAttribute('aria-label');
    assert.match(spoken ?? '', /LONG position of .* unrealized profit (plus|minus) \d/);
    await positions.expand(await label('BTC-PERP'));
    await positions.shows(/Entry price/);
    await positions.shows(/Margin type ?crossed/);
    await picture(window.workbench, 'positions');
    await positions
      .row(await label('BTC-PERP'))
      .locator('.monaco-tl-twistie')
      .click();
  });

  it('gain and lose with the mark price, without being asked for again', async () => {
    const profit = async (): Promise<string> =>
      /[+-]\d+\.\d\d USDT/.exec(
        (await positions.row(await label('BTC-PERP')).innerText()) ?? '',
      )?.[0] ?? '';
    const before = await profit();
    const { value } = await other.pricing();
    const mark = Number(value.find(({ symbol }) => symbol === 'BTC-PERP')?.markPrice);
    await control(origin, 'market/move', { symbol: 'BTC-PERP', price: (mark + 300).toFixed(1) });
    const gained = Number((await held1('BTC-PERP'))?.unrealizedProfit);
    await positions.shows(`${gained < 0 ? '' : '+'}${gained.toFixed(2)} USDT`);
    assert.notEqual(await profit(), before);
  });

  it('close by market from their row, once the person has agreed', async () => {
    const row = await label('ETH-PERP');
    await positions.inlineAction(row, 'Close Position by Market…');
    const asked = await window.workbench.dialog.text(/Close ETH-PERP SHORT by market on PAPER\?/);
    assert.match(asked, /Position: ETH-PERP SHORT \d/);
    assert.match(asked, /Order: Buy \S+, reduce-only/);
    assert.match(asked, /Notional: \d+(\.\d+)? USDT/);
    await picture(window.workbench, 'positions-close');
    await window.workbench.dialog.press('Close by Market');
    await window.workbench.notifications.text(/Filled on PAPER: ETH-PERP Buy/);
    await positions.lacks(/ETH-PERP (LONG|SHORT)/);
    assert.equal(await held1('ETH-PERP'), undefined);
  });

  it('close by limit for no more than they are, at a price that is checked as it is typed', async () => {
    const { quickInput, dialog, notifications } = window.workbench;
    await positions.contextMenu(await label('BTC-PERP'), 'Close Position by Limit…');
    await quickInput.says(/The price, or a better one/);
    await quickInput.fill('70000.05');
    await quickInput.says('Prices of BTC-PERP go in steps of 0.1: type 70000.0 or 70000.1.');
    await quickInput.fill('2500');
    await quickInput.says(
      /Crosses the mark price of [\d.]+: it may fill at once\. It is -9\d\.\d+% from it/,
    );
    await picture(window.workbench, 'positions-close-crossing');
    await quickInput.submit('70000');
    await quickInput.says(/How much of/);
    await quickInput.fill('0');
    await quickInput.says('The smallest order of BTC-PERP is 0.0001: type 0.0001 or more.');
    await quickInput.fill('500');
    await quickInput.says(/and no more/);
    await quickInput.back();
    await quickInput.says(/The price, or a better one/);
    assert.equal(await quickInput.value(), '70000');
    await quickInput.submit('70001');
    await quickInput.says(/and no more/);
    assert.equal(await quickInput.value(), '500');
    await quickInput.submit('0.1');
    await dialog.text(/Close BTC-PERP LONG by limit on PAPER\?/);
    await dialog.press('Close by Limit');
    await notifications.text(/Placed on PAPER: BTC-PERP Sell 0\.1 @ 70001/);
  });

  it('tell of the orders that close them already, and are named no more once they are gone', async () => {
    const { quickInput, dialog, notifications } = window.workbench;
    const row = await label('BTC-PERP');
    await positions.contextMenu(row, 'Close Position by Market…');
    const asked = await dialog.text(/Close BTC-PERP LONG by market/);
    assert.match(asked, /reduce-only orders that close it as well: 1\s+Sell 0\.1 @ 70001/);
    await picture(window.workbench, 'positions-close-also');
    await dialog.press('Keep Position');
    await positions.contextMenu(row, 'Close Position by Limit…');
    await quickInput.says(/The price, or a better one/);
    await quickInput.submit('70002');
    await quickInput.says(/How much of/);
    const { quantity = '' } = (await held1('BTC-PERP')) ?? {};
    await trade('sell', quantity);
    await positions.lacks(/BTC-PERP LONG/);
    await quickInput.says(/There is no such position in BTC-PERP any more\. Press Escape to stop/);
    await quickInput.dismiss();
    assert.deepEqual(await notifications.all(), []);
    await trade('buy', quantity);
    await positions.shows(/BTC-PERP LONG/);
  });

  it('are secured by more or less, moved in and out by a person who has agreed', async () => {
    const { workbench } = window;
    const { quickInput, dialog, notifications } = workbench;
    const balance = async (): Promise<number> =>
      Number((await other.positions.holdings()).value.balances[0]?.amount);
    const before = await balance();
    await positions.contextMenu(/^Balance USDT/, 'Transfer Margin…');
    await quickInput.opened(/Which way/);
    await quickInput.pick('Into the futures account');
    await quickInput.says(/How much USDT to move in/);
    await quickInput.fill('-5');
    await quickInput.says(/Type an amount above 0/);
    await quickInput.submit('60000');
    const asked = await dialog.text(/Move 60000 USDT from the cash account into the futures/);
    assert.match(asked, /Balance of the futures account now: \d+/);
    await picture(workbench, 'positions-transfer');
    await dialog.press('Transfer');
    await notifications.text(/Not transferred: 60000 USDT into the futures account/);
    await quickInput.says(/How much USDT to move in/);
    assert.equal(await quickInput.value(), '60000');
    await picture(workbench, 'positions-transfer-refused');
    assert.equal(await balance(), before);
    await quickInput.submit('1000');
    await dialog.text(/Move 1000 USDT/);
    await dialog.press('Transfer');
    await notifications.text(
      /Transferred on PAPER: 1000 USDT into the futures account, its balance is \d/,
    );
    assert.equal(await balance(), before + 1_000);
    await workbench.runCommand('Order Desk: Transfer Margin…');
    await quickInput.opened(/Which way/);
    await quickInput.pick('Out of it, into the cash account');
    await quickInput.says(/How much USDT to take out, into the cash account\? \d+(\.\d+)? can be/);
    await quickInput.fill('900000');
    await quickInput.says(/No more than \d+(\.\d+)? USDT can be taken out as of now/);
    await quickInput.submit('250.5');
    await dialog.text(/Take 250\.5 USDT out of the futures account/);
    await dialog.press('Transfer');
    await notifications.text(/Transferred on PAPER: 250\.5 USDT out of the futures account/);
    assert.equal(await balance(), before + 749.5);
  });

  it('have their leverage set, and say what is set then', async () => {
    const { quickInput, dialog, notifications } = window.workbench;
    await positions.contextMenu(await label('BTC-PERP'), 'Set Leverage…');
    await quickInput.says(/A whole number from 1 to 100; now 10/);
    await quickInput.submit('25');
    const asked = await dialog.text(/Set the leverage of BTC-PERP to 25×, with a position open\?/);
    assert.match(
      asked,
      /Leverage now: 10×\s+Initial margin: about [\d.]+ USDT now, about [\d.]+ USDT/,
    );
    await picture(window.workbench, 'positions-leverage');
    await dialog.press('Set Leverage');
    await notifications.text('Set on PAPER: leverage of BTC-PERP to 25×, now 25×.');
    assert.equal((await held1('BTC-PERP'))?.leverage, '25');
  });

  it('ask again, with what was typed and the reason, where the exchange says no', async () => {
    const { workbench } = window;
    const { quickInput, dialog, notifications } = workbench;
    await trade('buy', '1.3');
    await positions.shows(await label('BTC-PERP'));
    await positions.contextMenu(await label('BTC-PERP'), 'Set Leverage…');
    await quickInput.says(/A whole number from 1 to 100; now 25/);
    await quickInput.submit('1');
    await dialog.press('Set Leverage');
    await notifications.text(/Not changed: leverage of BTC-PERP to 1×/);
    await quickInput.says(/margin.* · A whole number from 1 to 100; now 25/);
    assert.equal(await quickInput.value(), '1');
    await picture(workbench, 'positions-leverage-refused');
    await quickInput.submit(' 20 ');
    await dialog.press('Set Leverage');
    await notifications.text('Set on PAPER: leverage of BTC-PERP to 20×, now 20×.');
  });

  it('say what the exchange refuses, and why', async () => {
    await window.workbench.runCommand('Order Desk: Set Margin Type…');
    await window.workbench.quickInput.says(/Set Margin Type/);
    await window.workbench.quickInput.pick(await label('BTC-PERP'));
    await window.workbench.quickInput.says(/Margin Type of BTC-PERP on PAPER/);
    await window.workbench.quickInput.pick('isolated');
    await window.workbench.notifications.text(/Not changed: margin type of BTC-PERP to isolated/);
  });

  it('say that they are stale while they cannot be read', async () => {
    await control(origin, 'faults', { kind: 'server-error', action: 'position', count: -1 });
    await positions.message(/Stale: as of/);
    await positions.shows(/stale · /);
    await picture(window.workbench, 'positions-stale');
    await control(origin, 'faults', undefined, 'DELETE');
    await positions.messageGone();
  });

  it('open as the exchange wrote them', async () => {
    await positions.contextMenu(await label('BTC-PERP'), 'Show Raw JSON');
    await window.workbench.editor.opened(/^position /);
    const text = await window.workbench.editor.text();
    assert.match(text, /"symbol":"BTC-PERP"|"s":"BTC-PERP"/);
    await window.workbench.closeEditors();
  });

  it('and orders are all gone after a panic, which is proved by a read and told in one report', async () => {
    const { dialog, quickInput, notifications, editor } = window.workbench;
    const before = await held();
    assert.ok(before.length > 0);
    await window.workbench.runCommand(
      'Order Desk: Panic: Cancel Everything and Close Every Position…',
    );
    const asked = await dialog.text(/Cancel everything and close every position on PAPER\?/);
    assert.match(asked, /Open orders: \d+, notional /);
    assert.match(asked, new RegExp(`Positions: ${before.length}`));
    await picture(window.workbench, 'panic-confirm');
    await dialog.press('Cancel and Close All');
    await quickInput.says(/Type PANIC to do it/);
    await quickInput.submit('panic');
    const told = await notifications.text(/No order is open\. No position is open\./, 40_000);
    assert.match(told, /Panic on PAPER\./);
    await positions.shows('No open positions');
    await picture(window.workbench, 'panic-done');
    assert.deepEqual(await held(), []);
    assert.deepEqual((await other.openOrders()).value, []);
    await notifications.press(/No position is open/, 'Show Report');
    await editor.opened(/^panic report /);
    const report = JSON.parse(await editor.text()) as {
      readonly openOrdersLeft: { readonly known: boolean; readonly left: readonly unknown[] };
      readonly closed: readonly unknown[];
    };
    assert.deepEqual([report.openOrdersLeft.known, report.openOrdersLeft.left], [true, []]);
    assert.equal(report.closed.length, before.length);
    await picture(window.workbench, 'panic-report');
    await window.workbench.closeEditors();
    await window.workbench.runCommand('Order Desk: Show Panic Report…');
    await editor.opened(/^panic report /);
  });

  it('that are isolated are secured by more or less, once the person has seen what that means', async () => {
    const { workbench } = window;
    const { quickInput, dialog, notifications } = workbench;
    await workbench.closeEditors();
    await workbench.runCommand('Order Desk: Set Margin Type…');
    await quickInput.pick('ETH-PERP');
    await quickInput.says(/Margin Type of ETH-PERP on PAPER/);
    await quickInput.pick('isolated');
    await notifications.text(/Set on PAPER: margin type of ETH-PERP to isolated, now isolated/);
    await trade('buy', '4', 'ETH-PERP');
    await positions.shows(await label('ETH-PERP'));
    const margin = async (): Promise<number> =>
      Number((await held1('ETH-PERP'))?.isolatedMargin ?? 0);
    const before = await margin();
    await positions.contextMenu(await label('ETH-PERP'), 'Add Isolated Margin…');
    await quickInput.says(/It has [\d.]+; [\d.]+ is free in the account/);
    await quickInput.submit('100');
    const asked = await dialog.text(/Add 100 to the margin of ETH-PERP\?/);
    assert.match(asked, /Isolated margin: [\d.]+ now, about [\d.]+ then/);
    const [, now, then] = /Liquidation price: ([\d.]+) now, about ([\d.]+) then/.exec(asked) ?? [];
    assert.ok(Number(then) < Number(now), asked);
    await picture(workbench, 'positions-isolated');
    await dialog.press('Leave as It Is');
    assert.equal(await margin(), before);
    await positions.contextMenu(await label('ETH-PERP'), 'Add Isolated Margin…');
    await quickInput.says(/It has [\d.]+; [\d.]+ is free in the account/);
    await quickInput.submit('100');
    await dialog.press('Add Margin');
    await notifications.text(/Set on PAPER: isolated margin of ETH-PERP, 100 more/);
    assert.equal(await margin(), before + 100);
    await positions.shows(new RegExp(`liq\\. ${then}`));
    await positions.contextMenu(await label('ETH-PERP'), 'Remove Isolated Margin…');
    await quickInput.says(/It has [\d.]+, of which [\d.]+ is free/);
    await quickInput.submit('50');
    const again = await dialog.text(/Take 50 out of the margin of ETH-PERP\?/);
    const [, less] = /Liquidation price: [\d.]+ now, about ([\d.]+) then/.exec(again) ?? [];
    await dialog.press('Remove Margin');
    await positions.shows(new RegExp(`liq\\. ${less}`));
    assert.equal(await margin(), before + 50);
  });

  it('that a panic was closing are told of together, though it was stopped meanwhile', async () => {
    const { workbench } = window;
    const { dialog, quickInput, notifications, editor } = workbench;
    await trade('buy', '0.5');
    await positions.shows(await label('BTC-PERP'));
    await control(origin, 'faults', { kind: 'stream-loss', count: -1 });
    await control(origin, 'faults', { kind: 'drop-after', action: 'place-order', count: 2 });
    await control(origin, 'faults', { kind: 'server-error', action: 'order-status', count: -1 });
    await control(origin, 'faults', { kind: 'server-error', action: 'position', count: -1 });
    const before = await placesSent(origin);
    await workbench.runCommand('Order Desk: Panic: Cancel Everything and Close Every Position…');
    await dialog.press('Cancel and Close All');
    await quickInput.submit('PANIC');
    // Both closes are on their way, and their answers do not come.
    while ((await placesSent(origin)) < before + 2)
      await notifications.text(/closing every position/);
    await notifications.press(/closing every position/, 'Cancel');
    await notifications.text(/Stopped: nothing more is sent\. Waiting for the answers/);
    await picture(workbench, 'panic-stopping');
    await notifications.text(/Sent and not settled: the closing of/, 40_000);
    await notifications.press(/Panic on PAPER/, 'Show Report');
    await editor.opened(/^panic report /);
    assert.match(await editor.text(), /"conclusion": ?"unknown"/);
    await control(origin, 'faults', undefined, 'DELETE');
    for (const symbol of ['BTC-PERP', 'ETH-PERP'])
      await notifications.text(new RegExp(`Settled at last[^]*Filled on PAPER: ${symbol}`), 70_000);
    // The report that is open says so as well, as soon as VS Code has read it again.
    while (/"conclusion": ?"unknown"/.test(await editor.text()))
      await editor.opened(/^panic report /);
    assert.match(await editor.text(), /"conclusion": ?"filled"/);
    await picture(workbench, 'panic-settled');
  });
});
