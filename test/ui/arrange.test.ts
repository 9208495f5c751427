import assert from 'node:assert/strict';
import type { Venue } from '../../src/venues/venue.ts';
import { control, usePaper, picture, type DeskWindow } from './fixtures.ts';

const SYMBOLS = ['BTC-PERP', 'DOGE-PERP', 'ETH-PERP', 'LTC-PERP', 'SOL-PERP', 'XRP-PERP'];

describe('Orders in an order of one’s own', () => {
  let window: DeskWindow;
  let origin: string;
  let other: Venue;

  usePaper((paper) => {
    ({ window, origin, other } = paper);
    return window.workbench.widenSidebar(640);
  });

  async function choose(command: string, choice: string): Promise<void> {
    const { workbench } = window;
    await workbench.runCommand(`Order Desk: ${command}`);
    await workbench.quickInput.says('as now'); // the palette is gone, whose rows may be called alike
    await workbench.quickInput.pick(choice);
    await workbench.quickInput.closed();
  }
  const distances = async (): Promise<number[]> =>
    (await window.orders.texts()).flatMap((text) => {
      const distance = /([+-]\d+\.\d+)% ·/.exec(text)?.[1];
      return distance === undefined ? [] : [Math.abs(Number(distance))];
    });

  it('say how far each is from the mark price, and follow it', async () => {
    const { orders } = window;
    await orders.shows(/@ .*[+-](0\.\d\d|[1-9]\d*\.\d)% ·/);
    const [order] = (await other.openOrders()).value.filter(({ symbol }) => symbol === 'BTC-PERP');
    assert.ok(order?.price !== undefined || order?.stopPrice !== undefined);
    const price = Number(order.price ?? order.stopPrice);
    const mark = Number(
      (await other.pricing()).value.find((p) => p.symbol === 'BTC-PERP')?.markPrice,
    );
    const percent = (of: number): string => {
      const distance = (100 * (price - of)) / of;
      return distance.toFixed(Math.abs(distance) < 1 ? 2 : 1);
    };
    await orders.shows(percent(mark));
    await picture(window.workbench, 'arrange-distance');
    await control(origin, 'market/move', { symbol: 'BTC-PERP', price: '61300.0' });
    await orders.shows(percent(61_300));
  });

  it('are grouped by side, by type, or not at all', async () => {
    const { orders } = window;
    await choose('Group By…', 'Side');
    await orders.lacks(/^BTC-PERP\s*\d+$/);
    await orders.shows(/^Buy\s*\d+$/);
    await orders.shows(/BTC-PERP (Buy|Sell) .* @ /);
    await picture(window.workbench, 'arrange-side');
    await choose('Group By…', 'Type');
    await orders.shows(/^Stop Market\s*\d+$/);
    await choose('Group By…', 'Nothing: one list');
    await orders.lacks(/^Stop Market\s*\d+$/);
    assert.equal((await window.desk.labels()).length, 25);
    assert.equal(await orders.row(/ @ /).getAttribute('aria-level'), '1');
  });

  for (const [way, compare] of [
    ['nearest', (a, b) => a - b],
    ['farthest', (a, b) => b - a],
  ] as const satisfies [string, (a: number, b: number) => number][]) {
    it(`are sorted by their distance from the mark price, the ${way} first`, async () => {
      await choose('Sort By…', `Distance from mark, ${way} first`);
      let seen = await distances();
      const sorted = (): number[] => [...seen].sort(compare);
      // VS Code draws the rows in a while, which no event tells of.
      while (seen.length < 25 || seen.join() !== sorted().join()) {
        await window.page.evaluate('new Promise((done) => requestAnimationFrame(() => done()))');
        seen = await distances();
      }
      assert.deepEqual(seen, sorted());
      await picture(window.workbench, `arrange-sorted-${way}`);
    });
  }

  it('are filtered by words and by side; the view says so, and the icon counts them all', async () => {
    const { workbench, orders } = window;
    const buys = (await other.openOrders()).value.filter(
      ({ side, symbol }) => side === 'buy' && symbol === 'ETH-PERP',
    );
    await workbench.runCommand('Order Desk: Filter Orders…');
    await workbench.quickInput.says(/Words that an order must have/);
    await workbench.quickInput.submit('partly');
    await orders.message(/Filtered by “partly”: [1-9]\d* of 25 orders are shown\./);
    await workbench.runCommand('Order Desk: Filter Orders…');
    await workbench.quickInput.says(/Words that an order must have/);
    await workbench.quickInput.submit('eth');
    await workbench.quickInput.closed();
    await orders.lacks(/BTC-PERP/);
    await choose('Filter by Side…', 'Buy');
    await orders.lacks(/Sell/);
    await orders.message(
      new RegExp(`Filtered by Buy, “eth”: ${buys.length} of 25 orders are shown\\.`),
    );
    await workbench.badgeShows('Order Desk', '25');
    await picture(workbench, 'arrange-filtered');
  });

  it('are all canceled when all are, and the question says how many of them are hidden', async () => {
    const { workbench, desk } = window;
    await workbench.runCommand('Order Desk: Cancel All Orders…');
    const hidden = 25 - (await desk.labels()).length;
    assert.ok(
      (await desk.askedOfMany()).includes(`Orders: 25, of which the filter hides ${hidden}`),
    );
    await workbench.dialog.press('Keep Orders');
    const latest = (await other.openOrders()).value.reduce((a, b) =>
      b.createdAt > a.createdAt ? b : a,
    );
    const words = latest.side === 'buy' && latest.symbol === 'ETH-PERP' ? 'btc' : 'eth';
    await workbench.runCommand('Order Desk: Filter Orders…');
    await workbench.quickInput.submit(words);
    await workbench.quickInput.closed();
    await workbench.runCommand('Order Desk: Cancel Most Recent Order…');
    await workbench.dialog.text(/Cancel this[^]*The filter hides it in the sidebar/);
    await picture(workbench, 'arrange-hidden-latest');
    await workbench.dialog.press('Keep Order');
  });

  it('that are all hidden by a filter are one press away', async () => {
    const { workbench, orders } = window;
    await workbench.runCommand('Order Desk: Filter Orders…');
    await workbench.quickInput.submit('zzz');
    await orders.welcome(/The filter hides all open orders\./);
    await picture(workbench, 'arrange-all-hidden');
    await window.page
      .locator('.welcome-view-content')
      .getByRole('button', { name: 'Clear Filter' })
      .click();
    await orders.shows(/ @ /);
    await workbench.runCommand('Order Desk: Filter Orders…');
    await workbench.quickInput.submit('eth');
    await orders.message(/Filtered by “eth”: \d+ of 25 orders are shown\./);
  });

  it('stay so over a reload of the window, and a press shows all again', async () => {
    const { workbench, orders } = window;
    await workbench.reload();
    await window.desk.open();
    assert.match(await orders.message(/Filtered/), /of 25 orders are shown/);
    await orders.titleAction('Clear Filter');
    await orders.messageGone();
    await choose('Group By…', 'Symbol');
    for (const symbol of SYMBOLS) await orders.shows(new RegExp(`^${symbol}\\s*\\d+$`));
  });
});
