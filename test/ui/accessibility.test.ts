import assert from 'node:assert/strict';
import type { Venue } from '../../src/venues/venue.ts';
import { control, picture, pictureNow, usePaper, type DeskWindow } from './fixtures.ts';
import { labelsOf, ScreenReader } from './support/screenReader.ts';
import type { Tree } from './support/tree.ts';

/** Names of icons, separators for the eye, and signs that most readers leave out. */
const DRAWN = /\$\(|·|–|codicon|(?<![\w.])[+-]\d/;
const AGE = /(less than 1 minute|\d+ (minute|hour|day)s?) old/;

describe('To a screen reader and a keyboard', () => {
  let window: DeskWindow;
  let origin: string;
  let other: Venue;
  let reader: ScreenReader;

  usePaper(async (paper) => {
    ({ window, origin, other } = paper);
    reader = new ScreenReader(window.page);
    await reader.listen();
    await window.workbench.widenSidebar(480);
  });
  beforeEach(() => window.workbench.notifications.clear());

  const focusOrders = async (): Promise<void> => {
    await window.workbench.runCommand('Order Desk: Focus on Open Orders');
    await window.page.locator('.part.sidebar .monaco-list:focus').waitFor();
    await window.page.keyboard.press('Home');
  };
  /** Presses a key until what has the focus is called so. */
  async function press(key: string, name: RegExp, most = 40): Promise<string[]> {
    const passed: string[] = [];
    for (let i = 0; i < most; i += 1) {
      await window.page.keyboard.press(key);
      const focused = await reader.focused();
      passed.push(focused);
      if (name.test(focused)) return passed;
    }
    throw new Error(`${key} never came to ${name.source}: ${passed.join(' | ')}`);
  }

  /** That all rows in sight of a view have a name, in words. */
  async function saysAll(tree: Tree): Promise<void> {
    const labels = await labelsOf(tree.rows());
    assert.ok(labels.length > 0);
    for (const label of labels) {
      assert.ok(label.trim(), 'a row has no name');
      assert.doesNotMatch(label, DRAWN);
    }
  }

  it('every order says symbol, side, quantity, price, fill, age, type and status', async () => {
    const rows = window.orders.rows(/ @ /);
    const labels = await labelsOf(rows);
    assert.ok(labels.length > 5);
    for (const label of labels) {
      const parts = label.split(', ');
      assert.match(parts[0] ?? '', /^[A-Z]+-PERP (Buy|Sell) [\d.]+ @ (stop )?\d/);
      assert.match(label, /, [\d.]+ of [\d.]+ filled, /);
      assert.match(parts.at(-3) ?? '', AGE);
      assert.match(parts.at(-2) ?? '', /^(Limit|Stop Limit|Stop Market)$/);
      assert.match(parts.at(-1) ?? '', /^(Open|Partly filled|Untriggered)$/);
      assert.doesNotMatch(label, DRAWN);
    }
    assert.equal(await rows.first().getAttribute('role'), 'treeitem');
    const [group] = await labelsOf(window.orders.rows(/^BTC-PERP/));
    assert.match(group ?? '', /^BTC-PERP, \d+ open orders$/);
  });

  it('the activity bar and the status bar say how many orders there are, and where they are', async () => {
    const { page, workbench } = window;
    const icon = page.locator('.part.activitybar').getByRole('tab', { name: /Order Desk/ });
    assert.match((await icon.getAttribute('aria-label')) ?? '', /^Order Desk.* - 25 open orders$/);
    const item = workbench.statusBarItem('PAPER').locator('[aria-label]').first();
    assert.equal(await item.getAttribute('aria-label'), 'Order Desk: PAPER. Press to switch');
    assert.equal(await item.getAttribute('role'), 'button');
  });

  it('the keys lead through the rows as they stand, and from view to view', async () => {
    await focusOrders();
    assert.match(await reader.focused(), /^BTC-PERP, \d+ open orders$/);
    const shown = (await labelsOf(window.orders.rows())).slice(1, 5);
    const passed: string[] = [];
    while (passed.length < shown.length) passed.push(...(await press('ArrowDown', /./)));
    assert.deepEqual(passed, shown);
    const views = ['Positions', 'History', 'Requests'].map((view) => new RegExp(`${view}`));
    for (const view of views) await press('Tab', view);
  });

  it('a cancel is followed from the key to its end: on its row, and in what is announced', async () => {
    const { page, workbench, orders, desk } = window;
    const rule = { kind: 'latency', arg: 3_000, action: 'cancel-order' };
    await control(origin, 'faults', rule);
    await focusOrders();
    const order = (await press('ArrowDown', / @ /)).at(-1)?.split(',')[0] ?? '';
    const asked = await desk.askByKey();
    assert.match(asked, /Side: (Buy|Sell)\s+Remaining: \S+ of \S+\s+Price: \S/);
    const dialog = page.locator('.monaco-dialog-box');
    assert.equal(await dialog.getAttribute('role'), 'dialog');
    const [title = ''] = asked.split('\n');
    const name = (await dialog.getAttribute('aria-label')) ?? (await dialog.innerText());
    assert.ok(name.includes(title), `${name} is the dialog's name`);
    await page.keyboard.press('Enter');
    const row = orders.row(/canceling…/);
    await row.waitFor();
    const meanwhile = (await row.getAttribute('aria-label')) ?? '';
    assert.ok(meanwhile.startsWith(`${order}, canceling…, `), meanwhile);
    await pictureNow(workbench, 'accessibility-canceling');
    const heard = await reader.hears(/Canceled on/);
    assert.match(heard, /^Info: Canceled on PAPER: \S+ (Buy|Sell) \S+ @ .* \(\S+ of \S+ filled\)/);
    assert.ok(heard.includes(order), `${heard} is about ${order}`);
    assert.doesNotMatch(heard, DRAWN);
  });

  it('one whose answer is lost says so, and what became of it', async () => {
    const { page, workbench, orders, desk } = window;
    await control(origin, 'faults', { kind: 'reset-before', action: 'cancel-order' });
    await control(origin, 'faults', { kind: 'html', action: 'order-status', count: -1 });
    await focusOrders();
    const label = (await press('ArrowDown', / @ /)).at(-1) ?? '';
    const question = await desk.askByKey();
    await page.keyboard.press('Enter');
    const row = orders.row(/cancel unknown/);
    await row.waitFor();
    const unknown = (await row.getAttribute('aria-label')) ?? '';
    assert.ok(unknown.startsWith(`${label.split(',')[0]}, cancel unknown, `), unknown);
    const [, orderId = ''] = /Order id: (\S+)/.exec(question) ?? [];
    const lost = await reader.hears(/whether it worked is not known/);
    assert.match(lost, new RegExp(`^Warning: The cancel of [A-Z]+-PERP ${orderId} was sent`));
    await picture(workbench, 'accessibility-unknown');
    await control(origin, 'faults', undefined, 'DELETE');
    const symbol = label.split(' ')[0] ?? '';
    await other.cancelOrder({ orderId, symbol, respond: 'DONE' });
    const settled = await reader.hears(/Settled at last/);
    assert.ok(settled.includes(label.split(',')[0] ?? '?'), settled);
    assert.doesNotMatch(settled, DRAWN);
  });

  it('the choices of a ticket are read without the names of icons, and with what is on', async () => {
    const { workbench, page } = window;
    const { quickInput } = workbench;
    const choices = (): Promise<string[]> =>
      labelsOf(page.locator('.quick-input-list .monaco-list-row'));
    await workbench.runCommand('Order Desk: Place Order…');
    await quickInput.pick('BTC-PERP');
    await quickInput.opened(/Buy or sell/);
    assert.deepEqual(await choices(), ['Buy', 'Sell']);
    await quickInput.pick('Buy');
    await quickInput.opened(/Which type/);
    await quickInput.pick('Limit');
    await quickInput.says(/Quantity of BTC-PERP/);
    await quickInput.submit('0.01');
    await quickInput.opened(/price/i);
    await quickInput.fill('40000');
    await quickInput.pick('40000');
    await quickInput.opened(/pick an option/);
    const options = await choices();
    assert.ok(
      options.some((each) => /^Reduce-only, off, /.test(each)),
      options.join('\n'),
    );
    assert.equal(options[0], 'Review the order');
    await quickInput.pick('Reduce-only');
    await quickInput.says(/Reduce-only\s*on/);
    await picture(workbench, 'accessibility-options');
    await quickInput.dismiss();
  });

  it('positions, history and requests say all of a row in words', async () => {
    const { workbench, orders } = window;
    const { placing } = other;
    const bought = { symbol: 'BTC-PERP', side: 'buy', type: 'market', quantity: '0.5' } as const;
    await placing.place(await placing.plan(bought));
    await control(origin, 'market/fund', {});
    await orders.fold();
    const held = workbench.tree('Positions');
    await held.unfold();
    // Priced by its mark, and read again since the view was folded.
    await held.shows(/^(?!.*stale).*BTC-PERP LONG.*%/);
    const [position] = await labelsOf(held.rows(/BTC-PERP LONG/));
    assert.match(
      position ?? '',
      /^LONG position of \S+ BTC-PERP, unrealized profit (plus |minus )?[\d.]+ USDT \((plus |minus )?[\d.]+%\), liquidation price /,
    );
    await saysAll(held);
    await held.fold();
    const past = workbench.tree('History');
    await past.unfold();
    await past.shows(/^Orders/);
    await past.expand(/^Funding/);
    await past.shows(/(paid|received) \d/);
    await saysAll(past);
    await past.fold();
    const requests = workbench.tree('Requests');
    await requests.unfold();
    await requests.shows(/order\/open/);
    const [request] = await labelsOf(requests.rows(/order\/open/));
    assert.match(
      request ?? '',
      /^GET \S+, status 200, .*, \d+ milliseconds?, [\d,]+ bytes, PAPER$/,
    );
    await saysAll(requests);
  });

  it('a refusal names the order that it is of', async () => {
    const { page, desk } = window;
    await control(origin, 'faults', { kind: 'ban', action: 'cancel-order' });
    await focusOrders();
    await press('ArrowDown', / @ /);
    const question = await desk.askByKey();
    await page.keyboard.press('Enter');
    const [, orderId = ''] = /Order id: (\S+)/.exec(question) ?? [];
    const heard = await reader.hears(new RegExp(`^Error: .*${orderId}`));
    assert.match(heard, /^Error: Not canceled: [A-Z]+-PERP \S+\. PAPER /);
    await control(origin, 'faults', undefined, 'DELETE');
  });
});
