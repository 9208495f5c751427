import assert from 'node:assert/strict';
import { startPaperExchange, type PaperExchange } from '../../src/paper/exchange.ts';
import {
  cancelsSent,
  focus,
  keepSecrets,
  picture,
  secondClient,
  startDesk,
  type DeskWindow,
} from './fixtures.ts';
import { answerPrompts, armLive } from './prompts.ts';

const DISARMED = /^\s*Disarmed/;
const ARMED = /Armed: 15 min/;
const ASKED = /Live is disarmed, so nothing was sent\. Arm live trading on it\?/;

describe('Live trading', () => {
  let window: DeskWindow;
  let exchange: PaperExchange;

  before(async () => {
    exchange = await startPaperExchange({ seed: 11, orders: 6, frozen: true });
    const { url, apiKey, secret } = exchange.ready;
    const settings = { 'orderDesk.live.disarmOnBlur': true };
    window = await startDesk(settings, { prepare: keepSecrets });
    const { workbench } = window;
    await window.desk.open();
    await workbench.runCommand('Order Desk: Add Profile…');
    await answerPrompts(workbench, { origin: url, name: 'Live', apiKey, secret });
    await workbench.badgeShows('Order Desk', '6');
  });
  after(async () => {
    await window.code.close();
    await exchange.close();
  });
  afterEach(() => window.workbench.notifications.clear());

  const sent = (): Promise<number> => cancelsSent(exchange.ready.url);
  /** Presses ✕ on the first row, up to the question whether to arm. */
  async function press(): Promise<string> {
    const [label] = await window.desk.labels();
    await window.orders.inlineAction(label ?? '', 'Cancel Order');
    return window.workbench.dialog.text(ASKED);
  }
  async function isDisarmed(): Promise<void> {
    const item = window.workbench.statusBarItem(DISARMED);
    await item.waitFor();
    assert.doesNotMatch((await item.getAttribute('class')) ?? '', /warning-kind/);
  }
  async function switchTo(name: string): Promise<void> {
    await window.workbench.runCommand('Order Desk: Switch Profile…');
    await window.workbench.quickInput.pick(name);
  }

  it('is disarmed at first: all can be read, and a cancel asks before anything else', async () => {
    const { workbench, orders } = window;
    await isDisarmed();
    await orders.rows(/ @ /).nth(5).waitFor();
    const asked = await press();
    assert.match(asked, /Venue: AscendEX Futures \(127\.0\.0\.1:\d+\)/);
    assert.match(asked, /placed, changed and canceled there with real money/);
    assert.match(asked, /when the profile is switched, and when you leave this window/);
    await picture(workbench, 'live-arm');
    await workbench.dialog.press('Leave Disarmed');
    await isDisarmed();
    assert.equal(await sent(), 0);
    await picture(workbench, 'live-disarmed');
  });

  it('asks at every command that sends something', async () => {
    const { workbench } = window;
    for (const command of [
      ...['Cancel Order…', 'Cancel All Orders…', 'Cancel All Orders of Symbol…'],
      ...['Cancel Buy or Sell Orders…', 'Cancel Orders Far from Mark…'],
      ...['Cancel Most Recent Order…', 'Place Order…', 'Amend Order…', 'Transfer Margin…'],
      ...['Close Position by Market…', 'Close Position by Limit…', 'Set Leverage…'],
      ...['Set Margin Type…', 'Add Isolated Margin…', 'Remove Isolated Margin…'],
      'Panic: Cancel Everything and Close Every Position…',
    ]) {
      await workbench.runCommand(`Order Desk: ${command}`);
      await workbench.dialog.text(ASKED);
      await workbench.dialog.press('Leave Disarmed');
    }
    assert.equal(
      exchange.services.stats.requests['POST /:group/api/pro/v2/futures/order'],
      undefined,
    );
    assert.equal(await sent(), 0);
  });

  it('is armed in so many words, shown in the warning colour, and what was asked for goes on', async () => {
    const { workbench, desk } = window;
    await press();
    await workbench.dialog.press('Arm for 15 Minutes');
    await desk.confirm(await workbench.dialog.text(/Cancel this/));
    assert.equal(await sent(), 1);
    const item = workbench.statusBarItem(ARMED);
    assert.match((await item.getAttribute('class')) ?? '', /warning-kind/);
    await picture(workbench, 'live-armed');
  });

  it('is disarmed by a press on the status bar, and armed by another', async () => {
    const { workbench } = window;
    await workbench.statusBarItem(ARMED).click();
    await isDisarmed();
    await workbench.statusBarItem(DISARMED).click();
    await workbench.dialog.text(/Arm live trading on Live\?/);
    await workbench.dialog.press('Arm for 15 Minutes');
    await workbench.statusBarItem(ARMED).waitFor();
  });

  it('lapses when the profile is switched, and PAPER needs none of it', async () => {
    const { workbench, desk, orders } = window;
    await orders.fold();
    await workbench.tree('Positions').unfold();
    await workbench.tree('Live – Positions').fold();
    await orders.unfold();
    await switchTo('PAPER');
    await desk.counts(25);
    // It is folded, and its heading is in sight.
    await workbench.page.locator('.pane-header', { hasText: 'PAPER – Positions' }).waitFor();
    assert.equal(await workbench.statusBarItem(/armed/i).count(), 0);
    await workbench.runCommand('Order Desk: Cancel Most Recent Order…');
    await desk.confirm(await workbench.dialog.text(/Cancel this/), /Canceled on PAPER/);
    await switchTo('Live');
    await isDisarmed();
  });

  it('lapses when the window is left, though not in the middle of a command', async () => {
    const { workbench, page } = window;
    await armLive(workbench);
    await leave();
    await isDisarmed();
    await comeBack();
    await armLive(workbench);
    await workbench.runCommand('Order Desk: Cancel Most Recent Order…');
    await workbench.dialog.text(/Cancel this/);
    await leave();
    await comeBack();
    await workbench.dialog.press('Keep Order');
    await page.locator('.monaco-dialog-box').waitFor({ state: 'detached' });
    await workbench.statusBarItem(ARMED).waitFor();
  });

  it('is disarmed after a reload, and tells what became of the orders meanwhile', async () => {
    const { workbench, desk } = window;
    const other = await secondClient(exchange.ready.url);
    const open = (await other.openOrders()).value;
    const [gone] = open;
    assert.ok(gone);
    // While the window is away: what it asks for is answered once it is back.
    await window.page.goto('about:blank');
    await other.cancelOrder({ ...gone, respond: 'DONE' });
    await other.close();
    await window.page.goBack();
    await desk.open();
    await isDisarmed();
    const told = await workbench.notifications.text(/were open when last seen here/);
    assert.match(
      told,
      new RegExp(`^Live: ${open.length} orders were open when last seen here, at \\S.*\\. `),
    );
    assert.ok(told.includes(`${open.length - 1} of them still are. Meanwhile: ${gone.symbol} `));
    assert.match(told, /: Canceled$/);
    await picture(workbench, 'live-meanwhile');
  });

  /** What a browser tells a page whose window another one is put in front of. */
  const leave = (): Promise<unknown> => focus(window.page, false);
  const comeBack = (): Promise<unknown> => focus(window.page, true);
});
