import assert from 'node:assert/strict';
import type { Venue } from '../../src/venues/venue.ts';
import { cancelsSent, control, usePaper, picture, type DeskWindow } from './fixtures.ts';

interface Report {
  readonly cancel: string;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly orders: readonly { readonly orderId: string; readonly conclusion: string }[];
}

describe('Cancels of several orders', () => {
  let window: DeskWindow;
  let origin: string;
  let other: Venue;

  usePaper((paper) => ({ window, origin, other } = paper));
  beforeEach(() => window.workbench.notifications.clear());

  const openThere = async (): Promise<number> => (await other.openOrders()).value.length;
  const question = (): Promise<string> => window.desk.askedOfMany();

  async function report(list?: string): Promise<Report> {
    const { notifications, quickInput } = window.workbench;
    await notifications.press(/orders/, 'Show Report');
    if (list !== undefined) await quickInput.says(/Show Report of /);
    if (list !== undefined) await quickInput.pick(list);
    await window.workbench.editor.opened(/cancel report .*\.json/);
    return JSON.parse(await window.workbench.editor.text()) as Report;
  }

  it('selected in the tree ask first, with their number, symbols and notional', async () => {
    await window.desk.select(2);
    await window.orders.contextMenu(/ @ /, 'Cancel Selected Orders…');
    const asked = await question();
    await picture(window.workbench, 'bulk-question');
    assert.match(asked, /Cancel 2 selected orders on PAPER\?/);
    assert.match(asked, /Venue: PAPER \(127\.0\.0\.1:\d+\)/);
    assert.match(asked, /Orders: 2\s+[A-Z]+-PERP: 2 \([\d.]+\)\s+Notional: [\d.]+ /);
    const before = await cancelsSent(origin);
    await window.workbench.dialog.press('Keep Orders');
    assert.equal(await cancelsSent(origin), before);
    assert.equal(await openThere(), 25);
  });

  it('selected and canceled by the key go out together, with an outcome for each', async () => {
    await window.desk.select(3);
    await window.page.keyboard.press('Delete');
    assert.match(await question(), /Cancel 3 selected orders/);
    await window.workbench.dialog.press('Cancel 3 Orders');
    await window.workbench.notifications.text('Canceled on PAPER: 3 of 3 orders.');
    await picture(window.workbench, 'bulk-summary');
    const { cancel, outcomes, orders } = await report();
    await picture(window.workbench, 'bulk-report');
    assert.equal(cancel, '3 selected orders');
    assert.deepEqual(outcomes, { canceled: 3 });
    assert.deepEqual(
      orders.map(({ conclusion }) => conclusion),
      Array(3).fill('canceled'),
    );
    assert.equal(await openThere(), 22);
  });

  it('have a proof of each one click away from their report', async () => {
    const { workbench } = window;
    const { orders } = JSON.parse(await workbench.editor.text()) as Report;
    const [, second] = orders.map(({ orderId }) => orderId);
    assert.ok(second !== undefined);
    await workbench.editor.titleAction('Show Cancel Proof…');
    await workbench.quickInput.says('Show Cancel Proof');
    const labels = await workbench.quickInput.settledLabels();
    await picture(workbench, 'bulk-pick-proof');
    assert.equal(labels.length, orders.length);
    await workbench.quickInput.submit(second);
    await workbench.editor.opened(`cancel proof ${second}.json`);
    const proof = JSON.parse(await workbench.editor.text()) as Report['orders'][number];
    assert.deepEqual([proof.orderId, proof.conclusion], [second, 'canceled']);
    await workbench.closeEditors();
  });

  it('of one symbol are a press on its row, and leave the others', async () => {
    const [first] = (await window.orders.texts()) as [string];
    const [, symbol = '', count] = /^(\S+-PERP) ?(\d+)$/.exec(first) ?? [];
    await window.orders.inlineAction(symbol, 'Cancel All Orders of Symbol…');
    assert.match(await question(), new RegExp(`Cancel all orders of ${symbol} on PAPER`));
    await window.workbench.dialog.press(`Cancel ${count} Orders`);
    await window.workbench.notifications.text(`Canceled on PAPER: ${count} of ${count} orders.`);
    await window.orders.lacks(symbol);
    assert.equal(await openThere(), 22 - Number(count));
  });

  it('whose answer is lost are unknown in the summary, and told of together once settled', async () => {
    const open = await openThere();
    await control(origin, 'faults', { kind: 'drop-after', action: 'cancel-all' });
    await control(origin, 'faults', { kind: 'server-error', action: 'order-status', count: -1 });
    await control(origin, 'faults', { kind: 'stream-loss', count: -1 });
    await window.workbench.runCommand('Order Desk: Cancel All Orders…');
    assert.match(
      await question(),
      /Orders that are open there and not listed here are canceled too/,
    );
    await control(origin, 'faults', { kind: 'server-error', action: 'open-orders', count: -1 });
    await window.workbench.dialog.press(`Cancel ${open} Orders`);
    const unknown = await window.workbench.notifications.text(/not known yet/);
    assert.match(unknown, new RegExp(`${open} not known yet, still being asked for\\.`));
    await window.orders.shows(/cancel unknown/);
    await picture(window.workbench, 'bulk-unknown');
    await window.workbench.notifications.clear();
    await control(origin, 'faults', undefined, 'DELETE');
    const settled = await window.workbench.notifications.text(/Settled at last/, 70_000);
    assert.match(settled, new RegExp(`Canceled on PAPER: ${open} of ${open} orders`));
    await window.orders.welcome(/There are no open orders/);
    await picture(window.workbench, 'bulk-settled');
  });

  it('with none listed are still sent, and nothing is claimed of any order', async () => {
    await window.workbench.runCommand('Order Desk: Cancel All Orders…');
    assert.match(await question(), /Orders: 0/);
    await window.workbench.dialog.press('Cancel All');
    await window.workbench.notifications.text(
      'PAPER has the request to cancel all orders; none was listed here.',
    );
  });

  it('of which some close while the question is open have an outcome for those, too', async () => {
    const { placing } = other;
    for (const price of ['50000', '50001'])
      await placing.place(
        await placing.plan({
          ...{ symbol: 'BTC-PERP', side: 'buy', type: 'limit', quantity: '0.01', price },
        }),
      );
    await window.orders.shows('Buy 0.01 @ 50001');
    await window.workbench.runCommand('Order Desk: Cancel Buy or Sell Orders…');
    await window.workbench.quickInput.says(/Buy\s*2 orders/);
    await window.workbench.quickInput.pick('Buy');
    assert.match(await question(), /Cancel 2 orders to buy/);
    const [gone] = (await other.openOrders()).value;
    assert.ok(gone);
    await other.cancelOrder(gone);
    await window.workbench.badgeShows('Order Desk', '1');
    await window.workbench.dialog.press('Cancel 2 Orders');
    await window.workbench.notifications.text(
      'Canceled on PAPER: 1 of 2 orders, 1 closed already.',
    );
    const whole = await report('All');
    assert.deepEqual(whole.outcomes, { canceled: 1, alreadyClosed: 1 });
    assert.equal(whole.orders.length, 2);
  });

  it('have a document for each list of those that came to the same', async () => {
    const { quickInput, editor } = window.workbench;
    await editor.titleAction('Show Cancel Report…');
    await quickInput.says(/Show Report of 2 orders to buy/);
    const labels = await quickInput.settledLabels();
    assert.deepEqual(labels.toSorted(), ['All', 'Already closed', 'Canceled']);
    await picture(window.workbench, 'bulk-lists');
    await quickInput.pick('Already closed');
    await editor.opened(/cancel report .* alreadyClosed\.json/);
    const { outcomes, orders } = JSON.parse(await editor.text()) as Report;
    assert.deepEqual(outcomes, { canceled: 1, alreadyClosed: 1 });
    assert.deepEqual(
      orders.map(({ conclusion }) => conclusion),
      ['alreadyClosed'],
    );
    await window.workbench.closeEditors();
    await window.workbench.runCommand('Order Desk: Show Cancel Report…');
    await quickInput.says(/2 orders to buy\s*\d\d:\d\d:\d\d/);
    await picture(window.workbench, 'bulk-pick-report');
    await quickInput.pick('3 selected orders');
    await editor.opened(/cancel report .*\.json/);
    assert.deepEqual((JSON.parse(await editor.text()) as Report).outcomes, { canceled: 3 });
  });
});
