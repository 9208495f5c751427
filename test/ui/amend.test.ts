import assert from 'node:assert/strict';
import type { PlaceRequest } from '../../src/venues/placing.ts';
import type { Venue } from '../../src/venues/venue.ts';
import { cancelsSent, control, usePaper, picture, type DeskWindow } from './fixtures.ts';

const ORDER: PlaceRequest = {
  ...{ symbol: 'BTC-PERP', side: 'buy', type: 'limit', timeInForce: 'GTC' },
  ...{ quantity: '0.02', price: '50000', postOnly: true },
};
const QUANTITY = /Quantity of BTC-PERP/;
const PRICE = /Limit price of BTC-PERP/;
const REVIEW = /Enter replaces the order/;

describe('An order that is amended', () => {
  let window: DeskWindow;
  let origin: string;
  let other: Venue;

  usePaper((paper) => ({ window, origin, other } = paper));
  beforeEach(() => window.workbench.notifications.clear());

  /** Places an order; the label of its row. */
  async function place(changes: Partial<PlaceRequest>): Promise<string> {
    const request = { ...ORDER, ...changes };
    await other.placing.place(await other.placing.plan(request));
    const label = `Buy ${request.quantity} @ ${request.price}`;
    await window.orders.shows(label);
    return label;
  }
  const open = async (price: string) =>
    (await other.openOrders()).value.filter((order) => order.price === price);
  async function amend(label: string, quantity: string, price: string): Promise<void> {
    const { quickInput } = window.workbench;
    await window.orders.contextMenu(label, 'Amend Order…');
    await quickInput.says(QUANTITY);
    await quickInput.submit(quantity);
    await quickInput.opened(PRICE);
    await quickInput.fill(price);
    await quickInput.pick(price);
    await quickInput.opened(REVIEW);
  }

  it('is canceled and placed anew with another price, and the gap is said before', async () => {
    const label = await place({ price: '50010' });
    const { quickInput, notifications } = window.workbench;
    await window.orders.contextMenu(label, 'Amend Order…');
    await quickInput.says(QUANTITY);
    assert.equal(await quickInput.value(), '0.02');
    await quickInput.submit('0.02');
    await quickInput.opened(PRICE);
    assert.equal(await quickInput.value(), '50010');
    await quickInput.fill('50011');
    await quickInput.pick('50011');
    await quickInput.opened(REVIEW);
    await quickInput.says(/Now: BTC-PERP Buy 0.02 @ 50010, 0 filled/);
    await quickInput.says(/In between there is no order/);
    await quickInput.says(/Notional: 1000.22 USDT/);
    await picture(window.workbench, 'amend-review');
    const before = await cancelsSent(origin);
    await quickInput.pick('Cancel, then place BTC-PERP Buy 0.02 @ 50011');
    await notifications.text(/The old order is canceled. Placed on PAPER: .* @ 50011 \(Open/);
    await window.orders.shows('Buy 0.02 @ 50011');
    await window.orders.lacks(label);
    await picture(window.workbench, 'amend-done');
    assert.equal(await cancelsSent(origin), before + 1);
    const [order, ...more] = await open('50011');
    assert.deepEqual([more, await open('50010')], [[], []]);
    assert.match(order?.raw ?? '', /"execInst":"Post"/);
  });

  it('stays as it is where nothing is different, or Escape is pressed at any step', async () => {
    const label = await place({ price: '50020' });
    const { quickInput } = window.workbench;
    const before = await cancelsSent(origin);
    await window.orders.contextMenu(label, 'Amend Order…');
    await quickInput.says(QUANTITY);
    await quickInput.dismiss();
    await amend(label, '0.02', '50020');
    await quickInput.says(/Nothing is different/);
    await picture(window.workbench, 'amend-same');
    await quickInput.pick('Nothing is different');
    await quickInput.opened(REVIEW);
    await quickInput.dismiss();
    assert.equal(await cancelsSent(origin), before);
    assert.equal((await open('50020')).length, 1);
  });

  it('is chosen from the palette, and replaced by what is left of it', async () => {
    await place({ price: '50030' });
    const { workbench } = window;
    const { quickInput, notifications } = workbench;
    await control(origin, 'faults', { kind: 'fill-before-cancel', arg: 25, count: 1 });
    await workbench.runCommand('Order Desk: Amend Order…');
    await quickInput.pick('BTC-PERP Buy 0.02 @ 50030');
    await quickInput.says(QUANTITY);
    await quickInput.fill('0.00005');
    await quickInput.says('The smallest order of BTC-PERP is 0.0001: type 0.0001 or more.');
    await quickInput.submit('0.03');
    await quickInput.opened(PRICE);
    await quickInput.pick('50030');
    await quickInput.opened(REVIEW);
    await quickInput.pick('Cancel, then place BTC-PERP Buy 0.03 @ 50030');
    await notifications.text(
      /The old order is canceled. Placed on PAPER: BTC-PERP Buy 0.025 @ 50030/,
    );
    assert.deepEqual(
      (await open('50030')).map(({ quantity }) => quantity),
      ['0.025'],
    );
  });

  it('cannot become less than what is filled of it', async () => {
    const { quickInput } = window.workbench;
    const { value } = await other.openOrders();
    const order = value.find(
      ({ status, type }) => status === 'partiallyFilled' && type === 'limit',
    );
    assert.ok(order?.price !== undefined);
    const { side, quantity, price, filledQuantity } = order;
    const label = `${side === 'buy' ? 'Buy' : 'Sell'} ${quantity} @ ${price}`;
    await window.orders.contextMenu(label, 'Amend Order…');
    await quickInput.says(`Quantity of ${order.symbol}`);
    await quickInput.fill(filledQuantity);
    await quickInput.says(`${filledQuantity} of it is filled already: type more than that`);
    await picture(window.workbench, 'amend-filled');
    await quickInput.dismiss();
  });

  it('is not replaced where it fills before its cancel', async () => {
    const label = await place({ price: '50050' });
    const { quickInput, notifications } = window.workbench;
    await control(origin, 'faults', { kind: 'fill-before-cancel', count: 1 });
    await amend(label, '0.02', '50051');
    await quickInput.pick('Cancel, then place BTC-PERP Buy 0.02 @ 50051');
    await notifications.text(/Filled before the cancel.* No new order was placed/);
    assert.deepEqual([await open('50050'), await open('50051')], [[], []]);
    await picture(window.workbench, 'amend-filled-first');
  });

  it('is not replaced where nobody knows whether it is canceled', async () => {
    const label = await place({ price: '50060' });
    const { quickInput, notifications } = window.workbench;
    await control(origin, 'faults', { kind: 'drop-before', count: 1, action: 'cancel-order' });
    await control(origin, 'faults', { kind: 'server-error', count: 3, action: 'order-status' });
    await amend(label, '0.02', '50061');
    await quickInput.pick('Cancel, then place BTC-PERP Buy 0.02 @ 50061');
    await notifications.text(/No new order was placed/, 60_000);
    assert.deepEqual([(await open('50060')).length, await open('50061')], [1, []]);
  });

  it('can be replaced by hand once it is known to be canceled', async () => {
    const label = await place({ price: '50065' });
    const { quickInput, notifications } = window.workbench;
    await control(origin, 'faults', { kind: 'drop-after', count: 1, action: 'cancel-order' });
    await control(origin, 'faults', { kind: 'server-error', count: -1, action: 'order-status' });
    await control(origin, 'faults', { kind: 'stream-loss', count: -1 });
    await amend(label, '0.02', '50066');
    await quickInput.pick('Cancel, then place BTC-PERP Buy 0.02 @ 50066');
    await notifications.text(/No new order was placed/, 60_000);
    await control(origin, 'faults', undefined, 'DELETE');
    await notifications.text(/Settled at last.*Buy 0.02 @ 50066 was to be placed.*was not/, 60_000);
    await picture(window.workbench, 'amend-late');
    await notifications.press(/Settled at last/, 'Place What Is Left…');
    await quickInput.says(/Place BTC-PERP Buy 0.02 @ 50066/);
    await quickInput.dismiss();
    assert.deepEqual([await open('50065'), await open('50066')], [[], []]);
  });

  it('is not given up for a post-only one that would be filled at once', async () => {
    const label = await place({ price: '50067' });
    const { quickInput } = window.workbench;
    const { ask = '' } = (await other.placing.quote('BTC-PERP')).value;
    await amend(label, '0.02', ask);
    await quickInput.says(
      new RegExp(`Post-only, and it would be filled at once at ${ask}[^]*old order would be gone`),
    );
    await picture(window.workbench, 'amend-post-only');
    const before = await cancelsSent(origin);
    await window.page.keyboard.press('Enter');
    await quickInput.says(/old order would be gone/);
    await quickInput.dismiss();
    assert.equal(await cancelsSent(origin), before);
    assert.equal((await open('50067')).length, 1);
  });

  it('is as it is by now in the review, whatever happens meanwhile', async () => {
    const label = await place({ price: '50068' });
    const { quickInput } = window.workbench;
    await amend(label, '0.02', '50069');
    await quickInput.says(/Now: BTC-PERP Buy 0.02 @ 50068, 0 filled, Open/);
    const [order] = await open('50068');
    assert.ok(order);
    await other.cancelOrder({ ...order, respond: 'DONE' });
    await quickInput.says(/The order is closed by now: Canceled/);
    await quickInput.dismiss();
  });

  it('leaves the ticket open with all that was typed where its replacement is refused', async () => {
    const label = await place({ price: '50070' });
    const { quickInput, notifications } = window.workbench;
    await amend(label, '30', '50071');
    await quickInput.pick('Cancel, then place BTC-PERP Buy 30 @ 50071');
    await notifications.text(/there is none in its place. Not placed: BTC-PERP Buy 30 @ 50071/);
    await quickInput.says(/It needs about [\d.]+ USDT of margin/);
    assert.equal(await quickInput.value(), '30');
    await picture(window.workbench, 'amend-refused');
    await quickInput.dismiss();
    assert.deepEqual([await open('50070'), await open('50071')], [[], []]);
  });
});
