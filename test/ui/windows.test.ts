import assert from 'node:assert/strict';
import { startPaperExchange, type PaperExchange } from '../../src/paper/exchange.ts';
import type { Venue } from '../../src/venues/venue.ts';
import {
  cancelsSent,
  control,
  firstLabel,
  focus,
  keepSecrets,
  picture,
  secondClient,
  startDesk,
  type DeskWindow,
} from './fixtures.ts';
import { addProfile, armLive } from './prompts.ts';
import { OrderDesk, type Workbench } from './support/index.ts';

describe('Two windows', () => {
  let window: DeskWindow;
  let other: Workbench;
  let exchange: PaperExchange;

  before(async () => {
    exchange = await startPaperExchange({ seed: 11, orders: 6, frozen: true });
    window = await startDesk({ 'orderDesk.paper.orders': 0 }, { prepare: keepSecrets });
    await window.workbench.openViewContainer('Order Desk');
    const { url, apiKey, secret } = exchange.ready;
    await addProfile(window.workbench, { origin: url, name: 'Shared', apiKey, secret });
    await window.workbench.badgeShows('Order Desk', '6');
    other = await window.code.openWindow();
  });
  after(async () => {
    await window.code.close();
    await exchange.close();
  });

  it('on one profile both see a cancel that one of them sends, and send no other', async () => {
    const desk = new OrderDesk(other);
    await other.openViewContainer('Order Desk');
    await other.runCommand('Order Desk: Switch Profile…');
    await other.quickInput.pick('Shared');
    await other.badgeShows('Order Desk', '6');
    // Each window is armed by itself.
    await armLive(other);
    const label = await firstLabel(window);
    await desk.confirm(await desk.askInTree(label), /Canceled on AscendEX Futures/);
    await other.badgeShows('Order Desk', '5');
    await window.page.bringToFront();
    await window.workbench.badgeShows('Order Desk', '5');
    await window.orders.lacks(label);
    assert.equal(await cancelsSent(exchange.ready.url), 1);
    await other.notifications.clear();
  });

  it('share their profiles; one that is removed in one trades in neither', async () => {
    await other.runCommand('Order Desk: Remove Profile…');
    await other.quickInput.pick('Shared');
    await other.dialog.press('Remove Profile');
    await window.page.bringToFront();
    await window.workbench.runCommand('Order Desk: Refresh Open Orders');
    await window.workbench.statusBarItem('PAPER').waitFor();
    await window.orders.lacks(/ @ /);
    assert.equal(await window.workbench.statusBarItem('Shared').count(), 0);
    await picture(window.workbench, 'windows-removed');
  });

  it('both list the orders of the paper exchange that each has for itself', async () => {
    const desk = new OrderDesk(other);
    await desk.orders.welcome(/There are no open orders/);
    assert.equal(await desk.count(), 0);
  });
});

describe('Alerts in two windows', () => {
  let window: DeskWindow;
  let one: Workbench;
  let other: Workbench;
  let exchange: PaperExchange;
  let market: Venue;

  before(async () => {
    exchange = await startPaperExchange({ seed: 11, orders: 6, frozen: true });
    const settings = { 'orderDesk.paper.orders': 0, 'orderDesk.alerts': {} };
    window = await startDesk(settings, { prepare: keepSecrets });
    one = window.workbench;
    await one.openViewContainer('Order Desk');
    const { url, apiKey, secret } = exchange.ready;
    await addProfile(one, { origin: url, name: 'Shared', apiKey, secret });
    await one.badgeShows('Order Desk', '6');
    other = await window.code.openWindow();
    await other.openViewContainer('Order Desk');
    await other.runCommand('Order Desk: Switch Profile…');
    await other.quickInput.pick('Shared');
    await other.badgeShows('Order Desk', '6');
    market = await secondClient(url);
    await one.notifications.clear();
  });
  after(async () => {
    await market.close();
    await window.code.close();
    await exchange.close();
  });

  /** Puts a window in front of the other one. */
  async function lookAt(workbench: Workbench): Promise<void> {
    const behind = workbench === one ? other : one;
    await focus(behind.page, false);
    await workbench.page.bringToFront();
    await focus(workbench.page, true);
  }
  /** Has an order of 0.01 to buy, the first to be filled, until it is in sight. @returns its price */
  async function rest(workbench: Workbench, count: string): Promise<string> {
    const { placing } = market;
    const { ask } = (await placing.quote('BTC-PERP')).value;
    const price = (Number(ask) - 0.1).toFixed(1);
    const order = {
      symbol: 'BTC-PERP',
      side: 'buy',
      type: 'limit',
      quantity: '0.01',
      price,
    } as const;
    await placing.place(await placing.plan(order));
    await workbench.badgeShows('Order Desk', count);
    return price;
  }
  const sell = (price: string, qty: string): Promise<unknown> =>
    control(exchange.ready.url, 'market/trade', { symbol: 'BTC-PERP', side: 'Sell', price, qty });

  it('come up in the one that is looked at, and not in the other', async () => {
    await lookAt(other);
    const price = await rest(other, '7');
    await sell(price, '0.004');
    await other.notifications.text(/Filled in part on AscendEX Futures: 0\.004 more /);
    await lookAt(one);
    await sell(price, '0.006');
    await one.notifications.text(/Filled on AscendEX Futures: BTC-PERP Buy 0\.01 /);
    await picture(one, 'windows-alert');
    assert.equal((await one.notifications.all()).length, 1);
    await one.notifications.clear();
    await lookAt(other);
    await other.notifications.settled();
    for (const text of await other.notifications.all()) assert.match(text, /^Filled in part/);
    await other.notifications.clear();
  });

  it('are not repeated by a window that was away meanwhile', async () => {
    const first = await rest(other, '7');
    await one.page.goto('about:blank');
    await sell(first, '0.01');
    await other.notifications.text(/Filled on AscendEX Futures/);
    await other.notifications.clear();
    await one.page.goBack();
    await one.openViewContainer('Order Desk');
    await one.badgeShows('Order Desk', '6');
    await lookAt(one);
    const second = await rest(one, '7');
    await sell(second, '0.01');
    // A window that has just come back may hear of it later than the other one, which tells then.
    const windows = [one, other].map(({ notifications }) => notifications);
    await Promise.any(windows.map((each) => each.text(/Filled on AscendEX Futures/)));
    for (const each of windows) await each.settled();
    const told = await Promise.all(windows.map((each) => each.all()));
    assert.equal(told.flat().length, 1, told.flat().join(' | '));
  });
});
