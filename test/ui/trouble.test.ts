import assert from 'node:assert/strict';
import { startPaperExchange, type PaperExchange } from '../../src/paper/exchange.ts';
import { empty, hang, html, reset } from '../support/faults.ts';
import { json, type Answer } from '../support/faultyHost.ts';
import { canceled, orders, type wireOrder } from '../unit/orders/scriptedVenue.ts';
import { picture, startDesk, type DeskWindow } from './fixtures.ts';
import { addProfile } from './prompts.ts';
import { startScriptedHost, type ScriptedHost } from './scriptedHost.ts';

const ROW = 'Buy 1 @ 9500';
const GATEWAY = html(502);

describe('Trouble on the way', () => {
  let window: DeskWindow;
  let scripted: ScriptedHost;
  let orderId = '';
  let made = 0;

  before(async () => {
    scripted = await startScriptedHost('Scripted');
    window = await startDesk({ 'orderDesk.paper.orders': 0 });
    await window.workbench.openViewContainer('Order Desk');
    // Its buttons have the same names.
    await window.workbench.tree('Positions').fold();
  });
  after(async () => {
    await window.code.close();
    await scripted.host.close();
  });
  afterEach(() => window.workbench.notifications.clear());

  it('is not that there are no orders: the view says just that', async () => {
    const said = await window.orders.welcome(/There are no open orders\./);
    assert.match(said, /Refresh\s+Show Open Orders Response/);
    assert.equal(await window.desk.count(), 0);
    await picture(window.workbench, 'trouble-no-orders');
  });

  it('leaves the rows in sight and says how old they are, until the host is back', async () => {
    const { workbench, orders: tree } = window;
    const began = Date.now();
    const first = await startExchange(0, began);
    const { url, apiKey, secret } = first.ready;
    await addProfile(workbench, { origin: url, name: 'Away', apiKey, secret });
    await workbench.badgeShows('Order Desk', '6');
    await first.close();
    const said = await tree.message(/^Stale: as of \d\d:\d\d:\d\d\./);
    assert.match(said, /Nothing listens at 127\.0\.0\.1:\d+ \(connection refused\)/);
    await tree.shows(/ @ .*stale · /);
    assert.equal(await tree.rows(/ @ .*stale · /).count(), 6);
    await picture(workbench, 'trouble-stale');
    const second = await startExchange(Number(new URL(url).port), began);
    await tree.lacks(/stale · /);
    assert.equal(await tree.rows(/ @ /).count(), 6);
    await tree.messageGone();
    await second.close();
    await tree.message(/^Stale: /);
    await workbench.runCommand('Order Desk: Switch Profile…');
    await workbench.quickInput.pick('PAPER');
    await tree.welcome(/There are no open orders/);
    await workbench.runCommand('Order Desk: Switch Profile…');
    await workbench.quickInput.pick('Away');
    await tree.welcome(/could not be reached/);
    await why(/Nothing listens at 127\.0\.0\.1:\d+ \(connection refused\)\. Check the host/);
  });

  describe('with a host that answers as it is told', () => {
    before(async () => {
      scripted.open = orders();
      await addProfile(window.workbench, scripted.profile);
    });

    it('with one list of the history is told by that list, and those of an account without any are there', async () => {
      const history = window.workbench.tree('History');
      await history.unfold();
      await history.shows(/^Orders\s*0$/);
      await history.shows(/^Funding\s*0$/);
      await history.expand(/^Balance\s*read when opened/);
      await history.shows(/^Balance\s*could not be loaded$/);
      await history.shows(/Could not be loaded\. Why\?/);
      await picture(window.workbench, 'trouble-history');
      await history.fold();
    });

    const faults: readonly [what: string, answer: Answer, says: RegExp][] = [
      ['breaks the connection', reset(), /broke the connection\. /],
      ['answers HTML', html(200), /did not answer with JSON\. Open the response/],
      ['answers nothing', empty(), /sent an empty answer/],
      ['cuts its JSON off', json('{"code":0,"data":[{"ac":"FUT'), /ended early/],
      ['never answers', hang(), /did not answer in time\. /],
    ];
    for (const [what, answer, says] of faults) {
      it(`is explained where there are no rows and the host ${what}`, async () => {
        const { workbench, orders: tree } = window;
        scripted.open = orders();
        await tree.welcome(/There are no open orders/);
        scripted.open = answer;
        const said = await tree.welcome(
          /could not be reached, or answered with an error or with something that cannot be read/,
        );
        assert.match(said, /This says nothing about your orders: they may be open\./);
        await why(says);
        await picture(workbench, `trouble-${what.replaceAll(' ', '-')}`);
        await tree.pressWelcome('Try Again');
        scripted.open = orders();
        await tree.welcome(/There are no open orders/);
      });
    }

    it('after a cancel is not taken for a cancel: it is unknown until its status is read', async () => {
      const { workbench, orders: tree } = await listed();
      scripted.cancel = reset();
      scripted.status = anOrder();
      await cancel();
      await tree.shows(/cancel unknown/);
      const said = await stopWaiting(`The cancel of BTC-PERP ${orderId} was sent, and whether it`);
      assert.match(said, /it worked is not known\. 127\.0\.0\.1:\d+ broke the connection\. Its /);
      assert.match(said, /Order Desk goes on asking\.$/);
      await picture(workbench, 'trouble-unknown');
      await settled();
    });

    it('at a gateway is not either, and no second cancel is sent meanwhile', async () => {
      const { desk, orders: tree } = await listed();
      const before = scripted.count('cancel');
      scripted.cancel = scripted.status = GATEWAY;
      await cancel();
      await tree.shows(/cancel unknown/);
      await stopWaiting('was sent, and whether it worked is not known');
      // Refused before it is asked about.
      await desk.orders.inlineAction(ROW, 'Cancel Order');
      await window.workbench.notifications.text(/under way already, so none was sent again/);
      assert.equal(await window.workbench.dialog.isOpen(), false);
      assert.equal(scripted.count('cancel'), before + 1);
      await settled();
    });

    it('is not an acknowledgement either, which is not a cancel', async () => {
      const { workbench, orders: tree } = await listed();
      scripted.cancel = canceled('ACK', { orderId, status: 'New', seqNum: -1 });
      scripted.status = anOrder();
      await cancel();
      await tree.shows(/cancel unconfirmed/);
      await stopWaiting('Cancel acknowledged by AscendEX Futures, not yet confirmed');
      await picture(workbench, 'trouble-acknowledged');
      await settled();
    });

    it('is an order that is listed no more and that the host does not know: it stays until it is removed', async () => {
      const { workbench, orders: tree } = await listed();
      scripted.open = scripted.status = orders();
      await tree.shows(/9500.*not known there any more/);
      const cancels = scripted.count('cancel');
      const remove = 'Remove From List…';
      await tree.contextMenu(ROW, remove);
      const question = await workbench.dialog.text(/Take BTC-PERP Buy 1 @ 9500 \(a177\w+\) off/);
      assert.match(question, /does not know it any more\. What became of it is not known/);
      await picture(workbench, 'trouble-remove-from-list');
      await workbench.page.keyboard.press('Escape');
      await workbench.dialog.closed();
      await tree.shows(ROW);
      await tree.contextMenu(ROW, remove);
      await workbench.dialog.press('Remove From List');
      await tree.welcome(/There are no open orders/);
      assert.equal(scripted.count('cancel'), cancels);
    });
  });

  /** The same six orders at every start. */
  async function startExchange(port: number, began: number): Promise<PaperExchange> {
    let now = (): number => began;
    const options = { port, seed: 11, orders: 6, frozen: true, now: () => now() };
    const exchange = await startPaperExchange(options);
    now = Date.now;
    return exchange;
  }

  /** Lists one order that was not there before, and waits for it. */
  async function listed(): Promise<DeskWindow> {
    orderId = `a177c2a8cfe1U0123456789${String((made += 1)).padStart(9, '0')}`;
    scripted.open = anOrder();
    await window.orders.shows(ROW);
    return window;
  }

  function anOrder(changes: Parameters<typeof wireOrder>[0] = {}): Answer {
    return orders({ orderId, ...changes });
  }

  async function cancel(): Promise<void> {
    await window.desk.askInTree(ROW);
    await window.workbench.dialog.press('Cancel Order');
  }

  /** Presses "Cancel" on the progress of a cancel, which ends the waiting. */
  async function stopWaiting(says: string): Promise<string> {
    const { notifications } = window.workbench;
    await notifications.press('to cancel BTC-PERP', 'Cancel');
    const said = await notifications.text(says);
    await notifications.settled();
    return said;
  }

  /** Lets the order be canceled after all, and waits until that is told. */
  async function settled(): Promise<void> {
    scripted.open = orders();
    scripted.status = anOrder({ status: 'Canceled', seqNum: 11 });
    const { notifications } = window.workbench;
    await notifications.text(
      'Settled at last. Canceled on AscendEX Futures: BTC-PERP Buy 1 @ 9500',
    );
    await window.orders.lacks(ROW);
  }

  async function why(says: RegExp): Promise<void> {
    await window.orders.pressWelcome('Why?');
    await window.workbench.notifications.text(says);
  }
});
