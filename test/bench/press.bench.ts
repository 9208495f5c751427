// From a key pressed on an order's row, confirmation off, to its cancel on the wire: the key's own time
// in the window, and the moment at which the exchange, in this process, has read the request's head.
import assert from 'node:assert/strict';
import { startPaperExchange } from '../../src/paper/exchange.ts';
import { startDesk } from '../ui/fixtures.ts';
import { addProfile } from '../ui/prompts.ts';
import { endAll } from '../ui/support/index.ts';
import { answersFor, Arrivals, pageClock } from './liveWindow.ts';
import { summary } from './measure.ts';
import { report } from './report.ts';

const PRESSES = 60;
/** Not counted: the code of a cancel is run for the first time, and connections are opened. */
const WARM_UP = 5;
const CLEAR_EVERY = 10;

const exchange = await startPaperExchange({ seed: 7, orders: 200, frozen: true });
const arrivals = new Arrivals();
const window = await startDesk({ 'orderDesk.confirmCancel': 'never' });
const { workbench, desk, orders, page } = window;
await desk.open();
await addProfile(workbench, answersFor(exchange, 'Bench'));
await workbench.badgeShows('Order Desk', '200');
await page.evaluate(`addEventListener('keydown', ({ key, timeStamp }) => {
  if (key === 'Delete') (globalThis.pressed ??= []).push(performance.timeOrigin + timeStamp);
}, true)`);

const took: number[] = [];
for (let press = 0; press < PRESSES + WARM_UP; press += 1) {
  if (press % CLEAR_EVERY === 0)
    await workbench.runCommand('Notifications: Clear All Notifications');
  await orders.row(/ @ /).click();
  await page.keyboard.press('Delete');
  await workbench.badgeShows('Order Desk', String(200 - press - 1));
  const [sent, keys] = [arrivals.of('DELETE'), await page.evaluate<number[]>('pressed')];
  assert.deepEqual([sent.length, keys.length], [press + 1, press + 1], 'one key, one request');
  const { offset } = await pageClock(page);
  if (press >= WARM_UP) took.push((sent[press] ?? NaN) - ((keys[press] ?? NaN) - offset));
}
const { uncertainty } = await pageClock(page);
arrivals.end();
await window.code.close();
await exchange.close();
await endAll();

assert.equal(took.filter((ms) => ms > 0).length, PRESSES, 'a request came before its key');
report({
  title: 'From a key on a row to the request on the wire, confirmation off',
  notes: ['In between: the window, the extension host, and the journal, which is written first'],
  candidates: [summary('Delete on an order', took)],
  figures: { 'the two clocks agree within, ms': uncertainty },
});
