import assert from 'node:assert/strict';
import type { Venue } from '../../src/venues/venue.ts';
import { control, usePaper, picture, placesSent, type DeskWindow } from './fixtures.ts';

const TITLE = 'Place Order on PAPER';
const QUANTITY = /Quantity of BTC-PERP/;
const PRICE = /Limit price of BTC-PERP/;
const REVIEW = /Nothing was sent yet/;
const OPTIONS = /Press Enter to go on/;

describe('The order ticket', () => {
  let window: DeskWindow;
  let origin: string;
  let other: Venue;

  usePaper((paper) => ({ window, origin, other } = paper));
  beforeEach(() => window.workbench.notifications.clear());

  const placed = (): Promise<number> => placesSent(origin);
  const open = async (): Promise<void> => {
    await window.workbench.runCommand('Order Desk: Place Order…');
    await window.workbench.quickInput.says(TITLE);
  };
  /** Answers the steps before the quantity. */
  async function upToQuantity(side: 'Buy' | 'Sell', type: string, symbol = 'BTC-PERP') {
    const { quickInput } = window.workbench;
    await open();
    await quickInput.pick(symbol);
    await quickInput.opened(`Buy or sell ${symbol}`);
    await quickInput.pick(side);
    await quickInput.opened(/Which type of order/);
    await quickInput.pick(type);
    await quickInput.says(`Quantity of ${symbol}`);
  }
  /** Answers the steps of a limit order to buy up to its price. */
  async function upToPrice(quantity: string): Promise<void> {
    const { quickInput } = window.workbench;
    await upToQuantity('Buy', 'Limit');
    await quickInput.submit(quantity);
    await quickInput.opened(PRICE);
  }
  async function review(price: string): Promise<void> {
    const { quickInput } = window.workbench;
    await quickInput.fill(price);
    await quickInput.pick(price);
    await quickInput.opened(OPTIONS);
    await quickInput.pick('Review the order');
    await quickInput.opened(REVIEW);
    await quickInput.says(/Place BTC-PERP Buy/);
  }

  it('places a limit order from the palette, whose row shows', async () => {
    const { workbench, orders } = window;
    await upToPrice('0.0123');
    await picture(workbench, 'ticket-price');
    await review('50000');
    await workbench.quickInput.says(/Notional: 615 USDT/);
    await workbench.quickInput.says(/Fee as a maker: about 0.123 USDT/);
    await workbench.quickInput.says(/Free margin after: about \d/);
    await workbench.quickInput.says(/Distance from the mark price of [\d.]+: -\d/);
    await picture(workbench, 'ticket-review');
    assert.equal(await placed(), 0);
    await workbench.quickInput.pick('Place BTC-PERP Buy 0.0123 @ 50000');
    await workbench.notifications.text(/Placed on PAPER: BTC-PERP Buy 0.0123 @ 50000 \(Open/);
    await orders.shows('Buy 0.0123 @ 50000');
    await picture(workbench, 'ticket-placed');
    assert.equal(await placed(), 1);
    const { value } = await other.openOrders();
    assert.ok(value.some(({ price, quantity }) => price === '50000' && quantity === '0.0123'));
  });

  it('offers the best bid and ask, as they are now', async () => {
    const { quickInput } = window.workbench;
    await upToPrice('0.01');
    await quickInput.says(/best bid/);
    const { value } = await other.placing.quote('BTC-PERP');
    await control(origin, 'market/move', { symbol: 'BTC-PERP', price: '61000.0' });
    const moved = (await other.placing.quote('BTC-PERP')).value;
    assert.notEqual(moved.bid, value.bid);
    await quickInput.says(new RegExp(`${moved.bid}\\s*best bid`));
    await quickInput.says(new RegExp(`${moved.ask}\\s*best ask`));
    await quickInput.says(/60390\.0\s*-1% from mark/);
    await picture(window.workbench, 'ticket-book');
    const { page } = window;
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowDown');
    const chosen = page.locator('.quick-input-list .monaco-list-row.focused');
    await chosen.filter({ hasText: '-1% from mark' }).waitFor();
    await control(origin, 'market/move', { symbol: 'BTC-PERP', price: '62000.0' });
    // One that is chosen stays so while its price becomes another.
    await chosen.filter({ hasText: /^61380\.0\s*-1% from mark/ }).waitFor();
    // So does one that is moved to while prices move.
    for (let i = 1; i <= 12; i++) {
      const moving = control(origin, 'market/move', { symbol: 'BTC-PERP', price: `${62_000 + i}` });
      await page.keyboard.press('ArrowDown');
      await moving;
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('ArrowDown');
    }
    await chosen.filter({ hasText: /^61391\.[89]\s*-1% from mark/ }).waitFor();
    await quickInput.dismiss();
  });

  for (const [type, price, row] of [
    ['Stop Market', undefined, 'Sell 0.0131 @ stop 55000'],
    ['Stop Limit', '54990', 'Sell 0.0131 @ 54990 stop 55000'],
  ] as const) {
    it(`places a ${type} order, from the type on or instead of another one`, async () => {
      const { workbench, orders } = window;
      const { quickInput } = workbench;
      // First as a limit order, as a person may begin.
      await upToQuantity('Sell', 'Limit');
      await quickInput.submit('0.0131');
      await quickInput.opened(PRICE);
      await quickInput.back();
      await quickInput.says(QUANTITY);
      await quickInput.back();
      await quickInput.opened(/Which type of order/);
      await quickInput.pick(type);
      await quickInput.says(QUANTITY);
      assert.equal(await quickInput.value(), '0.0131');
      await quickInput.dismiss();
      await upToQuantity('Sell', type);
      await quickInput.submit('0.0131');
      await quickInput.opened(/Stop price of BTC-PERP/);
      await quickInput.fill('55000');
      await quickInput.pick('55000');
      if (price !== undefined) {
        await quickInput.opened(PRICE);
        await quickInput.fill(price);
        await quickInput.pick(price);
      }
      await quickInput.opened(OPTIONS);
      await quickInput.pick('Review the order');
      await quickInput.says(/Place BTC-PERP Sell/);
      await picture(workbench, `ticket-${type.toLowerCase().replace(' ', '-')}`);
      await quickInput.pick(`Place BTC-PERP ${row}`);
      await workbench.notifications.text(/Placed on PAPER: BTC-PERP Sell 0.0131/);
      await orders.shows(row);
    });
  }

  it('takes a quantity that is worth enough by a price that comes after it', async () => {
    const { quickInput } = window.workbench;
    await upToQuantity('Sell', 'Limit', 'XRP-PERP');
    await quickInput.submit('6');
    await quickInput.opened(/Limit price of XRP-PERP/);
    await quickInput.fill('0.6');
    await quickInput.pick('0.6');
    await quickInput.opened(OPTIONS);
    await quickInput.pick('Review the order');
    await quickInput.says(
      /An order of XRP-PERP has to be worth 5 at least: type a quantity of 9 or more/,
    );
    await quickInput.back();
    await quickInput.opened(OPTIONS);
    await quickInput.back();
    await quickInput.opened(/Limit price of XRP-PERP/);
    await quickInput.fill('1.5');
    await quickInput.pick('1.5');
    await quickInput.opened(OPTIONS);
    await quickInput.pick('Review the order');
    await quickInput.says(/Place XRP-PERP Sell 6 @ 1.5/);
    await quickInput.dismiss();
  });

  it('says that the exchange will refuse a post-only order that crosses', async () => {
    const { quickInput, notifications } = window.workbench;
    await upToPrice('0.0103');
    const { ask = '' } = (await other.placing.quote('BTC-PERP')).value;
    await quickInput.fill(ask);
    await quickInput.pick(ask);
    await quickInput.opened(OPTIONS);
    await quickInput.pick('Post-only');
    await quickInput.opened(OPTIONS);
    await quickInput.pick('Review the order');
    await quickInput.says(
      new RegExp(`Post-only, and it would be filled at once at ${ask}: the venue`),
    );
    await picture(window.workbench, 'ticket-post-only');
    await quickInput.dismiss();
    assert.deepEqual(await notifications.all(), []);
  });

  it('has the order as the exchange wrote it, and the proof, one click away', async () => {
    const { workbench, desk } = window;
    await upToPrice('0.0101');
    await review('50001');
    await workbench.quickInput.pick('Place BTC-PERP Buy 0.0101 @ 50001');
    await workbench.notifications.press(/Placed on PAPER/, 'Show Placement Proof');
    const { text } = await desk.readResponse(/placement proof/);
    assert.match(text, /"conclusion": "working"/);
    await workbench.runCommand('Order Desk: Show Last Response');
    const response = await desk.readResponse(/place-order/);
    assert.match(response.text, /"action":"place-order"/);
  });

  it('keeps what was typed when a person goes back, right or wrong', async () => {
    const { quickInput } = window.workbench;
    await upToPrice('0.05');
    await quickInput.fill('5000');
    await quickInput.back();
    await quickInput.says(QUANTITY);
    assert.equal(await quickInput.value(), '0.05');
    await quickInput.submit('0.06');
    await quickInput.opened(PRICE);
    assert.equal(await quickInput.value(), '5000');
    await picture(window.workbench, 'ticket-back');
    await quickInput.dismiss();
  });

  it('says what to type in the place of what the contract does not take', async () => {
    const { workbench } = window;
    const { quickInput } = workbench;
    await open();
    await quickInput.pick('BTC-PERP');
    await quickInput.pick('Buy');
    await quickInput.pick('Limit');
    await quickInput.says(QUANTITY);
    await quickInput.fill('0.00005');
    await quickInput.says('The smallest order of BTC-PERP is 0.0001: type 0.0001 or more.');
    await quickInput.fill('0.01005');
    await quickInput.says('Quantities of BTC-PERP go in steps of 0.0001: type 0.0100 or 0.0101.');
    await picture(workbench, 'ticket-quantity');
    await quickInput.fill('ten');
    await quickInput.says('Type a number with a point, no sign');
    await quickInput.fill('90');
    await quickInput.says('or less');
    await quickInput.submit('0.01');
    await quickInput.opened(PRICE);
    await quickInput.fill('50000.05');
    await quickInput.says('Prices of BTC-PERP go in steps of 0.1: type 50000.0 or 50000.1.');
    await picture(workbench, 'ticket-tick');
    await quickInput.pick('50000.1');
    await quickInput.opened(OPTIONS);
    await quickInput.dismiss();
  });

  it('sends nothing when Escape is pressed at any step', async () => {
    const { quickInput } = window.workbench;
    const before = await placed();
    await open();
    await quickInput.dismiss();
    await upToPrice('0.01');
    await quickInput.dismiss();
    await upToPrice('0.01');
    await review('50000');
    await quickInput.dismiss();
    assert.equal(await placed(), before);
  });

  it('opens again with everything as typed, and the reason, where the exchange says no', async () => {
    const { workbench } = window;
    const { quickInput, notifications } = workbench;
    await upToPrice('0.0102');
    await quickInput.fill('50002');
    await quickInput.pick('50002');
    await quickInput.opened(OPTIONS);
    await quickInput.pick('Reduce-only');
    await quickInput.opened(OPTIONS);
    await quickInput.pick('Review the order');
    await quickInput.opened(REVIEW);
    await quickInput.says(/There is no short position of BTC-PERP that it could reduce/);
    await quickInput.pick('Place BTC-PERP Buy 0.0102 @ 50002');
    await notifications.text(/Not placed: BTC-PERP Buy 0.0102 @ 50002/);
    await quickInput.opened(OPTIONS);
    await picture(workbench, 'ticket-refused');
    await quickInput.pick('Reduce-only');
    await quickInput.opened(OPTIONS);
    await quickInput.pick('Review the order');
    await quickInput.says(/there is no position to reduce|needs a position that it reduces/);
    await picture(workbench, 'ticket-refused-review');
    await quickInput.pick('Place BTC-PERP Buy 0.0102 @ 50002');
    await notifications.text(/Placed on PAPER: BTC-PERP Buy 0.0102 @ 50002/);
    await quickInput.closed();
  });

  it('takes a stop loss and a take profit for the position that its order opens', async () => {
    const { workbench } = window;
    const { quickInput, notifications } = workbench;
    await upToQuantity('Buy', 'Market', 'SOL-PERP');
    await quickInput.submit('3');
    const option = async (name: string): Promise<void> => {
      await quickInput.opened(OPTIONS);
      await quickInput.pick(name);
    };
    const stopLoss = async (price: string): Promise<void> => {
      await option('Position stop loss: none');
      await quickInput.says(/Position Stop Loss/);
      await quickInput.fill(price);
    };
    await option('Reduce-only');
    await stopLoss('1.5');
    await quickInput.says(/A reduce-only order opens no position/);
    await quickInput.submit('');
    await option('Reduce-only');
    await stopLoss('9500');
    await quickInput.says(/at once: it has to be below the price of the order/);
    await picture(workbench, 'ticket-stop-loss');
    // Of the two ticks beside it, the one above would be no loss.
    const marks = (await other.pricing()).value;
    const mark = Number(marks.find(({ symbol }) => symbol === 'SOL-PERP')?.markPrice);
    await quickInput.fill((mark - 0.0005).toFixed(4));
    await quickInput.says(/Prices of SOL-PERP go in steps of [\d.]+: type [\d.]+\./);
    await quickInput.submit('1.5');
    await option('Position take profit: none');
    await quickInput.says(/Position Take Profit/);
    await quickInput.submit('9000');
    await option('Review the order');
    await quickInput.says(/position stop loss 1.5, position take profit 9000/);
    await quickInput.pick('Place SOL-PERP Buy 3');
    await notifications.text(/Filled on PAPER: SOL-PERP Buy 3/);
    const { value } = await other.positions.holdings();
    const position = value.positions.find(({ symbol }) => symbol === 'SOL-PERP');
    assert.deepEqual([position?.stopLoss, position?.takeProfit], ['1.5', '9000']);
    const positions = workbench.tree('Positions');
    await positions.unfold();
    await positions.shows(/SOL-PERP LONG [\d.]+.*SL 1.5 · TP 9000/);
    await picture(workbench, 'ticket-stops-of-position');
    await positions.fold();
  });

  it('finds an order again whose answer was lost, and never sends it twice', async () => {
    const { workbench, orders } = window;
    const before = await placed();
    await control(origin, 'faults', { kind: 'drop-after', count: 1, action: 'place-order' });
    await control(origin, 'faults', { kind: 'server-error', count: 5, action: 'order-status' });
    await upToPrice('0.0104');
    await review('50004');
    await workbench.quickInput.pick('Place BTC-PERP Buy 0.0104 @ 50004');
    await workbench.notifications.text(/Placed on PAPER: BTC-PERP Buy 0.0104 @ 50004/);
    await orders.shows('Buy 0.0104 @ 50004');
    assert.equal(await placed(), before + 1);
  });

  it('shows an order of which nobody knows whether it was placed, until that is known', async () => {
    const { workbench, orders } = window;
    await control(origin, 'faults', { kind: 'reset-before', count: 1, action: 'place-order' });
    await upToPrice('0.0105');
    await review('50005');
    await workbench.quickInput.pick('Place BTC-PERP Buy 0.0105 @ 50005');
    await orders.shows(/Buy 0.0105 @ 50005.*placed\? not known/);
    await workbench.notifications.text(/was sent, and whether it was placed is not known/);
    await picture(workbench, 'ticket-unknown');
    await orders.contextMenu('Buy 0.0105 @ 50005', 'Show Placement Proof');
    const { text } = await window.desk.readResponse(/placement proof/);
    assert.match(text, /may still come/);
    await workbench.notifications.clear();
    await workbench.notifications.text(/never arrived at PAPER/, 120_000);
    await orders.lacks('Buy 0.0105 @ 50005');
    await picture(workbench, 'ticket-never-arrived');
  });
});
