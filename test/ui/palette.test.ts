import assert from 'node:assert/strict';
import type { Venue } from '../../src/venues/venue.ts';
import type { WireOrder } from '../../src/venues/ascendex/wire.ts';
import { cancelsSent, control, labelOf, usePaper, picture, type DeskWindow } from './fixtures.ts';

const UNKNOWN_ID = 'a177c2a8cfe1U0123456789equestId2';
const TYPE_ROW = 'Type an order id and symbol…';

describe('The command palette', () => {
  let window: DeskWindow;
  let origin: string;
  let other: Venue;

  usePaper((paper) => ({ window, origin, other } = paper));
  afterEach(() => window.workbench.notifications.clear());

  it('offers what works without a row, and nothing that needs one', async () => {
    // A palette holds only the rows in sight, so it is asked in parts.
    const parts = ['Cancel', 'Show', 'Profile', 'API Key', 'Filter', 'By', 'Refresh', 'Check'];
    const names: string[] = [];
    for (const part of parts)
      for (const label of await window.workbench.offeredCommands(`Order Desk: ${part}`))
        names.push(label.replace('Order Desk: ', ''));
    const expected = [
      ...['Cancel Order…', 'Cancel All Orders of Symbol…', 'Cancel All Orders…'],
      ...[
        'Cancel Buy or Sell Orders…',
        'Cancel Orders Far from Mark…',
        'Cancel Most Recent Order…',
      ],
      ...['Refresh Open Orders', 'Show Last Response', 'Show Cancel Proof…'],
      ...['Show Cancel Report…', 'Check for a Ban'],
      ...['Show Open Orders Response', 'Add Profile…', 'Switch Profile…', 'Edit Profile…'],
      ...['Remove Profile…', 'Set API Key…', 'Forget API Key…', 'Show Log'],
      ...['Group By…', 'Sort By…', 'Filter Orders…', 'Filter by Side…'],
    ];
    for (const name of expected) assert.ok(names.includes(name), `${name} in ${names.join(', ')}`);
    const rowOnly = ['Cancel Order', 'Cancel Selected Orders…', 'Show Raw JSON', 'Copy Order Id'];
    const elsewhere = [
      ...['Format Response', 'Show Exchange', 'Show Response', 'Show Problem'],
      ...['Show Cancel Proof', 'Clear Filter'],
    ];
    for (const name of [...rowOnly, ...elsewhere]) assert.ok(!names.includes(name), name);
  });

  it('lists the open orders to pick from, and cancels the one that was picked', async () => {
    const { desk, workbench } = window;
    await workbench.runCommand('Order Desk: Cancel Order…');
    await workbench.quickInput.opened(/Pick an open order/);
    const labels = await workbench.quickInput.settledLabels();
    assert.match(labels[0] ?? '', /^[A-Z]+-PERP (Buy|Sell) [\d.]+ @ (stop )?[\d.]+/);
    await workbench.page.mouse.move(700, 700); // away from what would explain itself in the picture
    await picture(workbench, 'palette-pick');
    await workbench.quickInput.dismiss();
    const { orderId } = await desk.confirm(await desk.askInPalette());
    assert.equal((await other.orderStatus([orderId])).value[0]?.status, 'canceled');
    await workbench.badgeShows('Order Desk', '24');
  });

  it('sends nothing when Escape is pressed at any step', async () => {
    const { workbench, desk } = window;
    const { quickInput } = workbench;
    const before = await cancelsSent(origin);
    for (const steps of [0, 1, 2]) {
      await workbench.runCommand('Order Desk: Cancel Order…');
      await quickInput.opened(/Pick an open order/);
      if (steps > 0) await quickInput.submit('no such order');
      if (steps > 0) await quickInput.says(/\(1\/2\): Order Id/);
      if (steps > 0) assert.equal(await quickInput.value(), 'no such order');
      if (steps > 1) await quickInput.submit(UNKNOWN_ID);
      if (steps > 1) await quickInput.says(/\(2\/2\): Symbol/);
      await quickInput.dismiss();
    }
    await desk.askInPalette();
    await workbench.page.keyboard.press('Escape');
    await workbench.dialog.closed();
    await workbench.runCommand('Order Desk: Refresh Open Orders');
    assert.equal(await cancelsSent(origin), before);
    assert.deepEqual(await workbench.notifications.all(), []);
  });

  it('says in the box what is wrong with an id or a symbol that is typed', async () => {
    const { quickInput } = await typing('');
    await quickInput.fill('');
    await quickInput.says('Type an order id, or press Escape to stop.');
    await quickInput.fill('a177c2a8 cfe1');
    await quickInput.says('An order id has no spaces. Remove them.');
    await quickInput.fill('a'.repeat(65));
    await quickInput.says('An order id has at most 64 characters; this has 65.');
    await picture(window.workbench, 'palette-invalid-id');
    await quickInput.submit('a177/../c2a8');
    await quickInput.says('An order id has letters, digits, - and _ only.');
    await quickInput.submit('BTC-PERP');
    await quickInput.says('BTC-PERP is a symbol: it is asked for next. Type the order’s id here.');
    await quickInput.submit(UNKNOWN_ID);
    await quickInput.says(/\(2\/2\): Symbol/);
    await quickInput.fill('BTC PERP');
    await quickInput.says('A symbol has no spaces. Remove them.');
    await quickInput.dismiss();
  });

  it('asks twice about an id that is not listed, and says so when it is not known', async () => {
    const { quickInput, dialog, notifications } = await typing(UNKNOWN_ID);
    await quickInput.submit('BTC-PERP');
    const question = await dialog.text(/PAPER does not list this order\. Send a cancel/);
    assert.match(question, new RegExp(`Symbol: BTC-PERP\\s+Order id: ${UNKNOWN_ID}`));
    assert.doesNotMatch(question, /Side|Price|Remaining/);
    await picture(window.workbench, 'palette-not-listed');
    const before = await cancelsSent(origin);
    await dialog.press('Cancel Order');
    await notifications.text(
      `Not canceled: BTC-PERP ${UNKNOWN_ID}. PAPER does not know this order id. Check that`,
    );
    assert.equal(await cancelsSent(origin), before + 1);
    await picture(window.workbench, 'palette-unknown-id');
  });

  it('passes on that a symbol is not known', async () => {
    const { quickInput, dialog, notifications } = await typing(UNKNOWN_ID);
    await quickInput.submit('NOPE-PERP');
    await dialog.text(/does not list this order/);
    await dialog.press('Cancel Order');
    await notifications.text(
      `Not canceled: NOPE-PERP ${UNKNOWN_ID}. PAPER does not know this symbol.`,
    );
  });

  it('sends nothing for a known order under another symbol', async () => {
    const order = await anOrder((one) => one.symbol === 'BTC-PERP');
    const before = await cancelsSent(origin);
    const { quickInput } = await typing(order.orderId);
    await quickInput.submit('ETH-PERP');
    await quickInput.says(`Order ${order.orderId} is for BTC-PERP, not ETH-PERP. Nothing was sent`);
    await quickInput.dismiss();
    assert.equal(await cancelsSent(origin), before);
  });

  it('cancels an order by its id, and says later that it is closed already', async () => {
    const { desk } = window;
    const order = await anOrder((one) => one.symbol === 'ETH-PERP');
    const { quickInput, dialog, notifications } = await typing(order.orderId);
    await quickInput.submit('ETH-PERP');
    const seen = await desk.confirm(await dialog.text(/Cancel this ETH-PERP order on PAPER/));
    assert.equal(seen.orderId, order.orderId);
    await notifications.clear();
    const before = await cancelsSent(origin);
    await typing(order.orderId);
    await quickInput.submit('ETH-PERP');
    const closed = `Order ${order.orderId} is closed already: Canceled, ${order.cumFilledQty} of`;
    await notifications.text(`${closed} ${order.orderQty} filled. Nothing was sent.`);
    assert.equal(await cancelsSent(origin), before);
  });

  it('says that an order filled before its cancel came', async () => {
    const { desk, orders, workbench } = window;
    const order = await anOrder(
      ({ symbol, side, orderType, cumFilledQty }) =>
        symbol === 'LTC-PERP' && side === 'Buy' && orderType === 'Limit' && cumFilledQty === '0',
    );
    const question = await desk.askInTree(labelOf(order));
    await control(origin, 'market/move', { symbol: order.symbol, price: '50' });
    const seen = await desk.confirm(question, /before the cancel|closed already/);
    assert.match(seen.result, /Filled/);
    const filled = `${order.orderQty} of ${order.orderQty} filled`;
    assert.ok(seen.result.includes(filled), seen.result);
    await picture(workbench, 'palette-filled-first');
    await orders.lacks(labelOf(order));
  });

  it('opens the last response and the list of open orders as they came', async () => {
    const { desk, workbench } = window;
    const { orderId } = await desk.confirm(await desk.askInPalette());
    await workbench.runCommand('Order Desk: Refresh Open Orders');
    await workbench.runCommand('Order Desk: Show Last Response');
    const last = await desk.readResponse();
    assert.match(last.title, /^(cancel-order|order-status) .*\.json$/);
    assert.ok(last.text.includes(orderId), `${last.text} is about ${orderId}`);
    await workbench.closeEditors();
    await workbench.runCommand('Order Desk: Show Open Orders Response');
    const { title, text } = await desk.readResponse();
    assert.match(title, /^open-orders .*\.json$/);
    const { data } = JSON.parse(text) as { data: WireOrder[] };
    await desk.counts(data.length);
    await workbench.closeEditors();
  });

  it('picks a cancel whose proof is to be seen, the latest first', async () => {
    const { desk, workbench } = window;
    const { orderId } = await desk.confirm(await desk.askInPalette());
    await workbench.runCommand('Order Desk: Show Cancel Proof…');
    await workbench.quickInput.says(orderId);
    await picture(workbench, 'palette-pick-proof');
    await workbench.quickInput.submit(''); // the first
    const { title, text } = await desk.readResponse(/cancel proof .*\.json/);
    assert.equal(title, `cancel proof ${orderId}.json`);
    const { conclusion } = JSON.parse(text) as { conclusion: string };
    assert.equal(conclusion, 'canceled');
    await workbench.closeEditors();
  });

  it('asks the exchange whether it has banned this address, also from the message that says so', async () => {
    const { workbench } = window;
    const { notifications } = workbench;
    await notifications.clear();
    await workbench.runCommand('Order Desk: Check for a Ban');
    await notifications.text(/This address \(127\.0\.0\.1\) is not banned by PAPER/);
    await notifications.clear();
    await control(origin, 'faults', { kind: 'ban', action: 'open-orders', count: -1 });
    await workbench.runCommand('Order Desk: Refresh Open Orders');
    await notifications.press(/wants fewer requests/, 'Check for a Ban');
    await notifications.text(/is banned by PAPER until \d\d:\d\d:\d\d \(a fault\)/);
    await picture(workbench, 'palette-banned');
    await control(origin, 'faults', undefined, 'DELETE');
  });

  /** Goes to "type an order id" with `id` in the picker, and past the id where there is one. */
  async function typing(id: string) {
    const { workbench } = window;
    await workbench.runCommand('Order Desk: Cancel Order…');
    await workbench.quickInput.opened(/Pick an open order/);
    await workbench.quickInput.fill(id || 'no order'); // the row is below what can be seen of all
    await workbench.quickInput.pick(TYPE_ROW);
    await workbench.quickInput.says(/\(1\/2\): Order Id/);
    if (id !== '') await workbench.page.keyboard.press('Enter');
    if (id !== '') await workbench.quickInput.says(/\(2\/2\): Symbol/);
    return workbench;
  }

  async function anOrder(fits: (order: WireOrder) => boolean): Promise<WireOrder> {
    const { value } = await other.openOrders();
    const found = value.map(({ raw }) => JSON.parse(raw) as WireOrder).find(fits);
    assert.ok(found, 'there is such an order');
    return found;
  }
});
