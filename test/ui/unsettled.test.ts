import assert from 'node:assert/strict';
import { html, reset } from '../support/faults.ts';
import { canceled, ORDER_ID, orders } from '../unit/orders/scriptedVenue.ts';
import { keepSecrets, picture, startDesk, type DeskWindow } from './fixtures.ts';
import { addProfile, armLive } from './prompts.ts';
import { startScriptedHost, type ScriptedHost } from './scriptedHost.ts';

const ROW = 'Buy 1 @ 9500';

interface Proof {
  readonly conclusion: string;
  readonly because: string;
  readonly evidence: readonly { readonly kind: string }[];
}

describe('A cancel that is not settled', () => {
  let window: DeskWindow;
  let scripted: ScriptedHost;

  before(async () => {
    scripted = await startScriptedHost('Scripted');
    window = await startDesk({}, { prepare: keepSecrets });
    await window.workbench.openViewContainer('Order Desk');
    await addProfile(window.workbench, scripted.profile);
  });
  after(async () => {
    await window.code.close();
    await scripted.host.close();
  });
  beforeEach(async () => {
    await window.workbench.notifications.clear();
  });

  /** Lists an order, and sends a cancel of it that nobody answers. */
  async function cancelInVain(orderId: string): Promise<void> {
    scripted.open = orders({ orderId });
    scripted.cancel = reset();
    scripted.status = html(502);
    await window.orders.shows(ROW);
    await window.desk.askInTree(ROW);
    await window.workbench.dialog.press('Cancel Order');
    await window.orders.shows(/cancel unknown/);
  }

  it('outlives a reload of the window, is in sight all the while, and settles by itself', async () => {
    const { workbench, orders: tree } = window;
    await cancelInVain(ORDER_ID);
    scripted.open = html(502);
    const sent = scripted.count('cancel');
    await workbench.reload();
    await workbench.openViewContainer('Order Desk');
    await tree.shows(/Buy 1 @ 9500.*cancel unknown/);
    await picture(workbench, 'unsettled-after-reload');
    scripted.open = orders();
    scripted.status = orders({ status: 'Canceled', seqNum: 11 });
    await workbench.notifications.text('Settled at last. Canceled on AscendEX Futures', 70_000);
    await tree.lacks(ROW);
    assert.equal(scripted.count('cancel'), sent);
    // A new window begins disarmed.
    await armLive(workbench);
  });

  it('shows its proof: what was sent, what came, and why nothing is concluded', async () => {
    const orderId = ORDER_ID.replace(/.$/, '3');
    await cancelInVain(orderId);
    await window.orders.contextMenu(ROW, 'Show Cancel Proof');
    await window.workbench.editor.opened(`cancel proof ${orderId}.json`);
    const proof = JSON.parse(await window.workbench.editor.text()) as Proof;
    assert.equal(proof.conclusion, 'unknown');
    assert.match(proof.because, /sent and not answered in a way that settles it/);
    assert.equal(proof.evidence[0]?.kind, 'cancel');
    await picture(window.workbench, 'unsettled-proof');
  });

  it('is followed no longer when the person says so, and the order stays as it is', async () => {
    await window.orders.contextMenu(ROW, 'Stop Following Cancel');
    await window.orders.lacks(/cancel unknown/);
    await window.orders.shows(ROW);
  });

  it('once settled has its proof one click away', async () => {
    const orderId = ORDER_ID.replace(/.$/, '4');
    scripted.open = orders();
    scripted.status = orders({
      orderId: ORDER_ID.replace(/.$/, '3'),
      status: 'Canceled',
      seqNum: 11,
    });
    await window.orders.lacks(ROW);
    scripted.open = orders({ orderId });
    await window.orders.shows(ROW);
    scripted.cancel = canceled('ACCEPT', { orderId, status: 'Canceled', seqNum: 12 });
    const { notifications, editor } = window.workbench;
    await window.desk.askInTree(ROW);
    await window.workbench.dialog.press('Cancel Order');
    await notifications.press('Canceled on AscendEX', 'Show Proof');
    await editor.opened(`cancel proof ${orderId}.json`);
    const proof = JSON.parse(await editor.text()) as Proof;
    assert.equal(proof.conclusion, 'canceled');
    assert.match(proof.because, /^The answer to the cancel itself shows the order as Canceled/);
  });

  it('is told of when another profile is chosen, where it is asked for no longer', async () => {
    const { workbench } = window;
    await cancelInVain(ORDER_ID.replace(/.$/, '6'));
    await workbench.runCommand('Order Desk: Switch Profile…');
    await workbench.quickInput.pick('PAPER');
    await workbench.notifications.text(
      /What became of 1 order on Scripted is not known yet\. Order Desk asks again once that/,
    );
  });
});
