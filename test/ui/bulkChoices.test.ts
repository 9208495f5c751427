import assert from 'node:assert/strict';
import type { Order, Venue } from '../../src/venues/venue.ts';
import {
  cancelsSent,
  control,
  openPaper,
  originIn,
  picture,
  startDesk,
  type DeskWindow,
} from './fixtures.ts';

const TYPED_ABOVE = 5;

describe('Cancels of some orders', () => {
  let window: DeskWindow;
  let other: Venue;

  before(async () => {
    window = await startDesk({ 'orderDesk.confirmInWritingAbove': TYPED_ABOVE });
    ({ other } = await openPaper(window));
  });
  after(async () => {
    await other.close();
    await window.code.close();
  });
  beforeEach(() => window.workbench.notifications.clear());

  const open = async (): Promise<readonly Order[]> => (await other.openOrders()).value;

  it('the most recent one: names it, and cancels no other', async () => {
    const before = await open();
    const latest = before.reduce((a, b) => (b.createdAt > a.createdAt ? b : a));
    await window.workbench.runCommand('Order Desk: Cancel Most Recent Order…');
    const seen = await window.desk.confirm(await window.workbench.dialog.text(/Cancel this/));
    assert.equal(seen.orderId, latest.orderId);
    const left = before.filter(({ orderId }) => orderId !== latest.orderId);
    assert.deepEqual((await open()).map(idOf).sort(), left.map(idOf).sort());
  });

  it('those far from the mark price: say how far, and leave the others', async () => {
    const { workbench, desk } = window;
    const marks = new Map((await other.pricing()).value.map((each) => [each.symbol, each]));
    const distance = ({ symbol, price, stopPrice, status }: Order): number => {
      const mark = Number(marks.get(symbol)?.markPrice);
      const own = status === 'pending' ? stopPrice : (price ?? stopPrice);
      return (100 * Math.abs(Number(own) - mark)) / mark;
    };
    const before = await open();
    const [third = NaN, fourth = NaN] = before
      .map(distance)
      .sort((a, b) => b - a)
      .slice(2, 4);
    const percent = ((third + fourth) / 2).toFixed(4);
    await workbench.runCommand('Order Desk: Cancel Orders Far from Mark…');
    await workbench.quickInput.fill('five');
    await workbench.quickInput.says('Type a number above 0');
    await picture(workbench, 'bulk-far-input');
    await workbench.quickInput.submit(percent);
    assert.match(await desk.askedOfMany(), new RegExp(`3 orders at least ${percent} % from mark`));
    await picture(workbench, 'bulk-far-question');
    await workbench.dialog.press('Cancel 3 Orders');
    await workbench.notifications.text('Canceled on PAPER: 3 of 3 orders.');
    const near = before.filter((order) => distance(order) < Number(percent));
    assert.deepEqual((await open()).map(idOf).sort(), near.map(idOf).sort());
  });

  it('none of which is so far are not sent', async () => {
    const { workbench } = window;
    await workbench.runCommand('Order Desk: Cancel Orders Far from Mark…');
    await workbench.quickInput.submit('90');
    await workbench.notifications.text(/No listed order is 90 % or more .* Nothing was sent\./);
  });

  it('of a side: a typed word is wanted past a number, and Escape keeps them all', async () => {
    const { workbench, desk } = window;
    const before = await open();
    const buys = before.filter(({ side }) => side === 'buy').length;
    assert.ok(buys > TYPED_ABOVE);
    const ask = async (): Promise<void> => {
      await workbench.runCommand('Order Desk: Cancel Buy or Sell Orders…');
      await workbench.quickInput.says(/Buy\s*\d+ orders/); // the palette names the command, too
      await workbench.quickInput.pick('Buy');
      assert.match(await desk.askedOfMany(), new RegExp(`Cancel ${buys} orders to buy on PAPER`));
      await workbench.dialog.press(`Cancel ${buys} Orders`);
      await workbench.quickInput.says(`Type CANCEL to cancel these ${buys} orders`);
    };
    await ask();
    await workbench.quickInput.submit('yes');
    await workbench.quickInput.says('Type CANCEL.');
    await picture(workbench, 'bulk-typed-word');
    await workbench.quickInput.dismiss();
    assert.equal((await open()).length, before.length);
    await ask();
    await workbench.quickInput.submit('cancel');
    await workbench.notifications.text(`Canceled on PAPER: ${buys} of ${buys} orders.`);
    assert.ok((await open()).every(({ side }) => side === 'sell'));
  });
});

describe('Cancels of all as the first thing that is done', () => {
  let window: DeskWindow;
  let origin: string;

  before(async () => void (window = await startDesk()));
  after(() => window.code.close());

  const ask = async (): Promise<string> => {
    await window.workbench.runCommand('Order Desk: Cancel All Orders…');
    return window.desk.askedOfMany();
  };

  it('ask by a list that is fetched for the question', async () => {
    const question = await ask();
    assert.match(question, /Orders: 25\s/);
    origin = originIn(question);
    await window.workbench.dialog.press('Keep Orders');
  });

  it('want a typed word where no fresh list is to be had, however few are known', async () => {
    const { workbench } = window;
    await control(origin, 'faults', { kind: 'server-error', action: 'open-orders', count: -1 });
    assert.match(await ask(), /Stale: as of \d\d:\d\d:\d\d\.[^]*Orders: 25\s/);
    await workbench.dialog.press('Cancel 25 Orders');
    await workbench.quickInput.says(/How many orders these are is not known\. Type CANCEL/);
    await picture(workbench, 'bulk-not-known');
    await workbench.quickInput.dismiss();
    assert.equal(await cancelsSent(origin), 0);
  });
});

function idOf({ orderId }: Order): string {
  return orderId;
}
