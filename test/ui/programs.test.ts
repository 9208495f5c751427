import assert from 'node:assert/strict';
import { startPaperExchange, type PaperExchange } from '../../src/paper/exchange.ts';
import type { Venue } from '../../src/venues/venue.ts';
import { cancelsSent, openPaper, picture, startDesk, type DeskWindow } from './fixtures.ts';
import { writeOtherExtension } from './otherExtension.ts';
import { addProfile } from './prompts.ts';
import { temporaryFolder } from './support/index.ts';

const LIMIT = `{ symbol: 'BTC-PERP', side: 'buy', type: 'limit', quantity: '0.0117', price: '51000' }`;
const FIRST = `(await desk.openOrders()).items.find(({ status }) => status === 'open').orderId`;
const STEPS = {
  'Cancel by API': `return desk.cancelOrder(${FIRST});`,
  'Place by API': `return desk.placeOrder({ ...${LIMIT}, clientId: 'programs1234' });`,
  'Place by Tool': `return tool('orderDesk_place_order', ${LIMIT});`,
  'Cancel by Tool': `return tool('orderDesk_cancel_order', { orderId: ${FIRST} });`,
  'Place Wrongly by Tool': `return tool('orderDesk_place_order', { ...${LIMIT}, quantity: '0.00001' });`,
} as const;

describe('Other extensions', () => {
  let window: DeskWindow;
  let origin: string;
  let other: Venue;
  let live: PaperExchange;

  before(async () => {
    const folder = writeOtherExtension(temporaryFolder('other'), STEPS);
    window = await startDesk({}, { otherExtensions: [folder] });
    ({ origin, other } = await openPaper(window));
    live = await startPaperExchange({ seed: 11, orders: 6, frozen: true });
  });
  after(async () => {
    await other.close();
    await window.code.close();
    await live.close();
  });
  beforeEach(() => window.workbench.notifications.clear());

  const run = (step: keyof typeof STEPS): Promise<void> =>
    window.workbench.runCommand(`Other: ${step}`);
  const says = async (text: RegExp): Promise<void> => {
    await window.workbench.statusBarItem(text).waitFor();
  };
  const placedAt = async (price: string): Promise<number> =>
    (await other.openOrders()).value.filter((order) => order.price === price).length;

  it('cancel once the person has agreed, and are told what came of it', async () => {
    const { dialog } = window.workbench;
    const before = await cancelsSent(origin);
    await run('Cancel by API');
    await dialog.text(/Cancel this \S+ order on PAPER\?/);
    await picture(window.workbench, 'programs-cancel');
    await dialog.press('Keep Order');
    await says(/Came: nothing/);
    assert.equal(await cancelsSent(origin), before);
    await run('Cancel by API');
    await dialog.press('Cancel Order');
    await says(/Came: .*"conclusion":"canceled"/);
    assert.equal(await cancelsSent(origin), before + 1);
  });

  it('open the ticket at its last step, and nothing is sent by that', async () => {
    const { quickInput } = window.workbench;
    await run('Place by API');
    await quickInput.says(/Place BTC-PERP Buy 0.0117 @ 51000/);
    await picture(window.workbench, 'programs-place');
    await quickInput.dismiss();
    await says(/Came: nothing/);
    assert.equal(await placedAt('51000'), 0);
    await run('Place by API');
    await quickInput.says(/Place BTC-PERP Buy 0.0117 @ 51000/);
    await quickInput.pick('Place BTC-PERP Buy 0.0117 @ 51000');
    await says(/Came: .*"clientId":"programs1234".*"conclusion":"working"/);
    assert.equal(await placedAt('51000'), 1);
  });

  it('trade on PAPER by the tools, once VS Code has asked', async () => {
    const { dialog } = window.workbench;
    await run('Place by Tool');
    const asked = await dialog.text(/Place an order on PAPER\?/);
    assert.match(asked, /BTC-PERP Buy 0.0117 @ 51000/);
    await picture(window.workbench, 'programs-tool');
    await dialog.press('Yes');
    await says(/Came: .*BTC-PERP/);
    assert.equal(await placedAt('51000'), 2);
    await run('Cancel by Tool');
    await dialog.text(/Cancel an order on PAPER\?/);
    await dialog.press('Yes');
    await says(/Came: .*"conclusion":"canceled"/);
  });

  it('are told why an order is not placed, and nothing is sent', async () => {
    const { dialog } = window.workbench;
    await run('Place Wrongly by Tool');
    await dialog.text(/Place an order on PAPER\?/);
    await dialog.press('Yes');
    await says(/Failed: .*Nothing was sent\./);
    assert.equal(await placedAt('51000'), 2);
  });

  it('do not trade on a live profile without its being armed, nor without a yes', async () => {
    const { workbench } = window;
    const { dialog } = workbench;
    const { url, apiKey, secret } = live.ready;
    await addProfile(workbench, { origin: url, name: 'Live', apiKey, secret });
    await workbench.badgeShows('Order Desk', '6');
    await workbench.runCommand('Order Desk: Disarm Live Trading');
    await run('Cancel by Tool');
    await dialog.text(/Live is disarmed, so nothing was sent\. Arm live trading on it\?/);
    await dialog.press('Leave Disarmed');
    await says(/Came: .*"conclusion":"declined"/);
    await run('Cancel by Tool');
    await dialog.press('Arm for 15 Minutes');
    await dialog.text(/Cancel this \S+ order on AscendEX Futures\?/);
    await picture(workbench, 'programs-live');
    await dialog.press('Keep Order');
    await says(/Came: .*"conclusion":"declined"/);
    assert.equal(await cancelsSent(url), 0);
    await run('Place by Tool');
    await workbench.quickInput.says(/Place BTC-PERP Buy 0.0117 @ 51000/);
    await workbench.quickInput.dismiss();
    const open = [...live.services.accounts.all].flatMap((account) => [...account.open.values()]);
    assert.equal(open.length, 6);
  });
});
