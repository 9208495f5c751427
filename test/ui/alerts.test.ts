import assert from 'node:assert/strict';
import type { PlaceRequest } from '../../src/venues/placing.ts';
import type { Venue } from '../../src/venues/venue.ts';
import { control, openPaper, picture, startDesk, type DeskWindow } from './fixtures.ts';

describe('What becomes of orders by itself', () => {
  let window: DeskWindow;
  let origin: string;
  let other: Venue;

  before(async () => {
    window = await startDesk({ 'orderDesk.alerts': {} });
    ({ origin, other } = await openPaper(window));
    await other.cancelAll(undefined);
    await window.orders.welcome(/There are no open orders/);
  });
  after(async () => {
    await other.close();
    await window.code.close();
  });
  afterEach(() => window.workbench.notifications.clear());

  /** Has an order of 0.01 to buy, until it is in sight. */
  async function rest(price: string, more: Partial<PlaceRequest> = {}): Promise<void> {
    const { placing } = other;
    const order = { symbol: 'BTC-PERP', side: 'buy', quantity: '0.01' } as const;
    await placing.place(await placing.plan({ ...order, type: 'limit', price, ...more }));
    await window.orders.shows(`Buy 0.01 @ ${price}`);
  }
  /** A price at which an order to buy is the first to be filled. */
  async function best(): Promise<string> {
    const { ask } = (await other.placing.quote('BTC-PERP')).value;
    return (Number(ask) - 0.1).toFixed(1);
  }
  const sell = (price: string, qty: string) =>
    control(origin, 'market/trade', { symbol: 'BTC-PERP', side: 'Sell', price, qty });

  it('is told of once: a fill in part, and then the rest', async () => {
    const { notifications } = window.workbench;
    const price = await best();
    await rest(price);
    await sell(price, '0.004');
    const part = await notifications.text(/Filled in part on PAPER/);
    assert.ok(part.includes(`0.004 more of BTC-PERP Buy 0.01 @ ${price}, 0.004 in all.`), part);
    await picture(window.workbench, 'alerts-part');
    await notifications.clear();
    await sell(price, '0.006');
    await notifications.press(`Filled on PAPER: BTC-PERP Buy 0.01 @ ${price}.`, 'Show Raw JSON');
    const { text } = await window.desk.readResponse(/^order .*\.json/);
    assert.match(text, /"(st|status)":"Filled"/);
    await window.workbench.closeEditors();
  });

  it('is told of together where it happens together, each order one press away', async () => {
    const { notifications, quickInput } = window.workbench;
    for (const price of ['60100', '60101', '60102']) await rest(price);
    await control(origin, 'market/move', { symbol: 'BTC-PERP', price: '60099' });
    await notifications.text(/On PAPER: 3 orders filled\./);
    await picture(window.workbench, 'alerts-several');
    await notifications.press(/3 orders filled/, 'Show…');
    await quickInput.says(/Filled on PAPER: BTC-PERP Buy 0\.01 @ 60101/);
    await quickInput.dismiss();
  });

  it('is told of where a stop is triggered', async () => {
    const stop = { type: 'stopLimit', stopPrice: '60500', timeInForce: 'GTC' } as const;
    await rest('60000', stop);
    await control(origin, 'market/move', { symbol: 'BTC-PERP', price: '60501' });
    await window.workbench.notifications.text(/Triggered on PAPER: BTC-PERP Buy 0\.01 @ 60000/);
  });

  it('is told of where the exchange rejects a stop as it is triggered', async () => {
    const order = { symbol: 'BTC-PERP', side: 'buy', quantity: '32', timeInForce: 'GTC' } as const;
    const stop = { type: 'stopLimit', price: '62000', stopPrice: '61900' } as const;
    await other.placing.place(await other.placing.plan({ ...order, ...stop }));
    await window.orders.shows('Buy 32 @ 62000');
    await control(origin, 'market/move', { symbol: 'BTC-PERP', price: '61901' });
    await window.workbench.notifications.text(/Rejected by PAPER: BTC-PERP Buy 32 @ 62000/);
    await picture(window.workbench, 'alerts-rejected');
  });

  it('is told of where the exchange closes a position by its stop loss', async () => {
    const { placing } = other;
    const entry = { symbol: 'ETH-PERP', side: 'buy', type: 'market', quantity: '1' } as const;
    await placing.place(await placing.plan({ ...entry, positionStopLoss: '3000' }));
    await window.workbench.notifications.text(/Filled on PAPER: ETH-PERP Buy 1 @ market/);
    await window.workbench.notifications.clear();
    await control(origin, 'market/move', { symbol: 'ETH-PERP', price: '2999' });
    await window.workbench.notifications.text(/Filled on PAPER: ETH-PERP Sell /);
    await picture(window.workbench, 'alerts-stop-loss');
  });

  it('is left to the cancel that somebody waits for', async () => {
    const { notifications } = window.workbench;
    const { result } = await window.desk.confirm(await window.desk.askInTree('Buy 0.01 @ 60000'));
    assert.match(result, /Canceled on PAPER/);
    await notifications.clear();
    await rest('59000');
    await control(origin, 'market/move', { symbol: 'BTC-PERP', price: '58999' });
    await notifications.text('Filled on PAPER: BTC-PERP Buy 0.01 @ 59000.');
    assert.equal((await notifications.all()).length, 1);
  });

  it('is told of as far as the person wants to be, which the notification itself leads to', async () => {
    const { notifications } = window.workbench;
    const price = await best();
    await rest(price);
    await sell(price, '0.001');
    await notifications.press(/Filled in part on PAPER/, 'Choose Alerts…');
    const settings = window.page.locator('.settings-editor');
    await settings.getByText('More of an order is filled, and not all of it').waitFor();
    await picture(window.workbench, 'alerts-choice');
    await settings.getByRole('checkbox', { name: /partlyFilled/ }).uncheck();
    await window.page.keyboard.press('Escape');
    await settings.waitFor({ state: 'detached' });
    await notifications.clear();
    await sell(price, '0.002');
    await window.orders.shows('30%');
    await sell(price, '0.007');
    await notifications.text(`Filled on PAPER: BTC-PERP Buy 0.01 @ ${price}.`);
    await notifications.settled();
    assert.equal((await notifications.all()).length, 1);
  });
});
