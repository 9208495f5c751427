import assert from 'node:assert/strict';
import { startPaperExchange, type PaperExchange } from '../../src/paper/exchange.ts';
import {
  cancelsSent,
  firstLabel,
  keepSecrets,
  picture,
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
