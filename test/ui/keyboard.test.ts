import assert from 'node:assert/strict';
import type { Venue } from '../../src/venues/venue.ts';
import { picture, usePaper, type DeskWindow } from './fixtures.ts';

/** Counts what is pressed with a mouse, in the page itself. */
const COUNT = `window.pressed = 0; addEventListener('pointerdown', () => window.pressed++, true)`;

describe('By keyboard alone', () => {
  let window: DeskWindow;
  let other: Venue;
  usePaper((paper) => {
    ({ window, other } = paper);
  });
  before(() => window.page.evaluate(COUNT));
  afterEach(async () => assert.equal(await window.page.evaluate('window.pressed'), 0, 'no mouse'));

  it('an order is found, asked about, and kept by Escape', async () => {
    const { workbench, orders, page } = window;
    await run('Order Desk: Focus on Open Orders View');
    await orders.focused();
    for (const row of [/PERP/, / @ /]) await down(row);
    await page.keyboard.press('Delete');
    await workbench.dialog.text(/Cancel this/);
    await page.keyboard.press('Escape');
    await workbench.dialog.closed();
    assert.equal((await other.openOrders()).value.length, 25);
  });

  it('it is canceled, and its answer opened from the notification', async () => {
    const { workbench, desk, orders, page } = window;
    await orders.focused(/ @ /);
    await page.keyboard.press('Delete');
    const question = await workbench.dialog.text(/Cancel this/);
    const orderId = /Order id: (\S+)/.exec(question)?.[1] ?? '';
    await picture(workbench, 'keyboard-question');
    await page.keyboard.press('Enter');
    await workbench.notifications.text(/Canceled on PAPER/);
    await run('Notifications: Focus Notification Toast');
    await page.keyboard.press('Tab');
    await workbench.notifications.focusedButton('Show Response');
    await picture(workbench, 'keyboard-notification');
    await page.keyboard.press('Enter');
    const { text } = await desk.readResponse();
    assert.ok(text.includes(orderId), text);
    const [now] = (await other.orderStatus([orderId])).value;
    assert.equal(now?.status, 'canceled');
  });

  /** Goes down until a row that has `text` has the focus; a row that is just drawn takes none. */
  async function down(text: RegExp): Promise<void> {
    const { orders, page } = window;
    for (let tries = 5; tries > 1; tries -= 1) {
      await page.keyboard.press('ArrowDown');
      const came = orders.focused(text, 2_000).then(
        () => true,
        () => false,
      );
      if (await came) return;
    }
    await orders.focused(text);
  }

  /** Runs a command as a person does who has no mouse. */
  async function run(title: string): Promise<void> {
    const { quickInput } = window.workbench;
    await quickInput.openPalette();
    await quickInput.fill(`>${title}`);
    await quickInput.says(title);
    await window.page.keyboard.press('Enter');
  }
});
