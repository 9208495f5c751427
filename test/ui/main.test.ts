import assert from 'node:assert/strict';
import type { WireOrder } from '../../src/venues/ascendex/wire.ts';
import {
  cancelsSent,
  labelOf,
  originIn,
  picture,
  secondClient,
  startDesk,
  type DeskWindow,
} from './fixtures.ts';

const ORDER = / @ /;
/** A long line is in sight as a whole, for the picture of an answer. */
const READABLE = { 'editor.wordWrap': 'on', 'editor.minimap.enabled': false };
const WORDS: Readonly<Record<string, string>> = {
  StopLimit: 'Stop Limit',
  StopMarket: 'Stop Market',
  New: 'Open',
  PartiallyFilled: 'Partly filled',
  PendingNew: 'Untriggered',
};

describe('Orders in the sidebar', () => {
  let window: DeskWindow;
  let origin: string;

  before(async () => {
    const began = Date.now();
    window = await startDesk(READABLE);
    const loaded = Date.now();
    await window.desk.open();
    console.log(`      server and page ${loaded - began} ms, then rows ${Date.now() - loaded} ms`);
  });
  after(() => window.code.close());
  afterEach(() => window.workbench.notifications.clear());

  it('come up from an icon that counts them, and the status bar says PAPER', async () => {
    const { workbench, desk } = window;
    await workbench.badgeShows('Order Desk', '25');
    assert.equal((await desk.labels()).length, 25);
    assert.match(await workbench.statusBarItem('PAPER').innerText(), /^\s*PAPER\s*$/);
    await workbench.widenSidebar(480); // rows are in sight as a whole, for the picture
    await picture(workbench, 'main-orders');
  });

  it('stand below their symbol with all that the exchange said of them', async () => {
    const { workbench, desk, orders } = window;
    await workbench.runCommand('Order Desk: Show Open Orders Response');
    const { data } = JSON.parse((await desk.readResponse()).text) as { data: WireOrder[] };
    await workbench.closeEditors();
    assert.equal(data.length, 25);
    for (const order of data) {
      const row = await rowOf(window, order);
      assert.equal(await row.getAttribute('aria-level'), '2');
      const spoken = (await row.getAttribute('aria-label')) ?? '';
      const filled = `${order.cumFilledQty} of ${order.orderQty} filled`;
      for (const part of [`${order.symbol} ${order.side} `, filled]) {
        assert.ok(spoken.includes(part), `${spoken} names ${part}`);
      }
      const words = [order.orderType, order.status].map((word) => WORDS[word] ?? word);
      const said = (await row.locator('.label-description').innerText()).split(' · ');
      const [age, filledPart, type, status] = said.slice(-4);
      assert.deepEqual([type, status], words);
      assert.match(filledPart ?? '', /^\d+% filled$/);
      assert.match(age ?? '', /^\d+[smhd]$/);
    }
    const symbols = [...new Set(data.map(({ symbol }) => symbol))].sort();
    const groups = symbols.map((symbol) => orders.row(symbol).getAttribute('aria-level'));
    assert.deepEqual(
      await Promise.all(groups),
      symbols.map(() => '1'),
    );
  });

  it('tell everything about an order under the pointer', async () => {
    const { page, orders } = window;
    await orders.row(/Buy .* stop /).hover();
    const hover = page.locator('.monaco-hover').filter({ hasText: 'Order id' });
    await hover.waitFor();
    const said = await hover.innerText();
    const names =
      'Venue Symbol Side Type Quantity Filled Remaining Status Created Updated Sequence';
    for (const name of [...names.split(' '), 'Price', 'Stop price', 'Order id']) {
      assert.match(said, new RegExp(`^${name}\\s+\\S`, 'm'), said);
    }
    await picture(window.workbench, 'main-tooltip');
    await page.keyboard.press('Escape');
  });

  it('are kept when the question is answered with Keep Order, Escape or ✕', async () => {
    const { desk, page, workbench } = window;
    const [label] = await desk.labels();
    assert.ok(label);
    for (const answer of ['Keep Order', 'Escape', 'Close']) {
      const question = await desk.askInTree(label);
      origin = originIn(question);
      assert.match(question, /^Cancel this BTC-PERP order on PAPER\?/);
      assert.match(
        question,
        /Venue: PAPER \(127\.0\.0\.1:\d+\)\s+Symbol: BTC-PERP\s+Side: (Buy|Sell)/,
      );
      assert.match(question, /Remaining: [\d.]+ of [\d.]+\s+Price: /);
      assert.deepEqual((await workbench.dialog.buttons()).sort(), ['Cancel Order', 'Keep Order']);
      if (answer === 'Keep Order') await picture(workbench, 'main-question');
      if (answer === 'Escape') await page.keyboard.press('Escape');
      else await page.locator('.monaco-dialog-box').getByRole('button', { name: answer }).click();
      await workbench.dialog.closed();
    }
    await desk.orders.titleAction('Refresh Open Orders'); // a round trip after the last answer
    assert.equal(await cancelsSent(origin), 0);
    assert.deepEqual((await desk.labels())[0], label);
    await desk.counts(25);
  });

  it('are canceled after Cancel Order, and the raw answer opens in a read-only tab', async () => {
    const { desk, workbench } = window;
    const [label] = await desk.labels();
    assert.ok(label);
    const seen = await desk.confirm(await desk.askInTree(label));
    assert.match(
      seen.result,
      /^Canceled on PAPER: BTC-PERP (Buy|Sell) \S+ @ \S+ \(0 of \S+ filled\)\.$/,
    );
    await workbench.badgeShows('Order Desk', '24');
    await desk.orders.lacks(label);
    await picture(workbench, 'main-canceled');
    const { title, text } = await desk.showResponse();
    assert.match(title, /^cancel-order .*\.json$/);
    const { code, data } = JSON.parse(text) as { code: number; data: { order: WireOrder } };
    assert.deepEqual([code, data.order.orderId, data.order.status], [0, seen.orderId, 'Canceled']);
    await picture(workbench, 'main-response');
    assert.equal(await cancelsSent(origin), 1);
    await workbench.closeEditors();
  });

  it('have a menu: amend, raw JSON, the id for the clipboard, cancel last', async () => {
    const { desk, orders, page, workbench } = window;
    const [label] = await desk.labels();
    assert.ok(label);
    assert.deepEqual(await orders.contextMenuItems(label), [
      'Amend Order…',
      'Place Order…',
      'Show Raw JSON',
      'Copy Order Id',
      'Cancel Order',
    ]);
    await orders.contextMenu(label, 'Show Raw JSON');
    const order = JSON.parse((await desk.readResponse(/^order /)).text) as WireOrder;
    await workbench.closeEditors();
    await orders.contextMenu(label, 'Copy Order Id');
    await page.waitForFunction(
      `navigator.clipboard.readText().then((text) => text === ${JSON.stringify(order.orderId)})`,
    );
    await orders.contextMenu(label, 'Cancel Order');
    assert.ok((await workbench.dialog.text()).includes(order.orderId));
    await workbench.dialog.press('Keep Order');
  });

  it('are reached, read and canceled without the mouse', async () => {
    const { page, workbench, desk } = window;
    await workbench.runCommand('Order Desk: Focus on Open Orders');
    const tree = page.locator('.part.sidebar .monaco-list:focus');
    await tree.waitFor();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    const focused = page
      .locator('.part.sidebar .monaco-list-row.focused')
      .filter({ hasText: ORDER });
    await focused.waitFor();
    const spoken = (await focused.getAttribute('aria-label')) ?? '';
    assert.match(spoken, /^BTC-PERP (Buy|Sell) \S+ @ /);
    await page.keyboard.press('Delete');
    await workbench.dialog.text(/Cancel this BTC-PERP order/);
    await page.keyboard.press('Enter');
    const result = await workbench.notifications.text(/Canceled on PAPER/);
    assert.ok(result.includes(spoken.split(',')[0] ?? '?'), `${result} is about ${spoken}`);
    await workbench.badgeShows('Order Desk', '23');
    await desk.counts(23);
  });

  it('follow what others do to them, at the press of refresh at the latest', async () => {
    const { desk, orders, workbench } = window;
    const other = await secondClient(origin);
    const [order] = (await other.openOrders()).value;
    assert.ok(order);
    await other.cancelOrder({ orderId: order.orderId, symbol: order.symbol });
    await orders.titleAction('Refresh Open Orders');
    await workbench.badgeShows('Order Desk', '22');
    await orders.lacks(labelOf(JSON.parse(order.raw) as WireOrder));
    assert.equal((await desk.labels()).length, 22);
    await other.close();
  });
});

/** The row of an order, by side, quantity and price as the exchange wrote them. */
async function rowOf({ orders }: DeskWindow, order: WireOrder) {
  const label = labelOf(order);
  const row = orders.row(label);
  await row.waitFor();
  assert.equal(await row.locator('.label-name').innerText(), label);
  return row;
}
