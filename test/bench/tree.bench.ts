// What the sidebar takes with 10 orders up to 10,000: from a click on its icon to the first rows, and from a key on a row
// to the words in it that a cancel is under way.
import { startPaperExchange } from '../../src/paper/exchange.ts';
import { startDesk } from '../ui/fixtures.ts';
import { endAll } from '../ui/support/index.ts';
import { addProfile, armLive } from '../ui/prompts.ts';
import { answersFor } from './liveWindow.ts';
import { reportGrowth, SIZES, sizeName } from './growth.ts';
import { measure } from './measure.ts';

const ROUNDS = 6;

/** From the key's own time to the end of the frame in which a row says so. */
const ECHO = `{
  const echo = (globalThis.echo = { at: undefined, ms: undefined });
  const onKey = ({ key, timeStamp }) => {
    if (key === 'Delete') echo.at = timeStamp;
  };
  addEventListener('keydown', onKey, true);
  const tree = document.querySelector('.part.sidebar');
  const observer = new MutationObserver(() => {
    if (echo.at === undefined || !/canceling…/.test(tree.textContent)) return;
    observer.disconnect();
    removeEventListener('keydown', onKey, true);
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => (echo.ms = performance.now() - echo.at);
      port2.postMessage(0);
    });
  });
  observer.observe(tree, { subtree: true, childList: true, characterData: true });
}`;

const window = await startDesk({
  'orderDesk.confirmCancel': 'never',
  'orderDesk.refreshSeconds': 5,
});
const { workbench, orders, page, desk } = window;
await desk.open();
const subjects = await Promise.all(
  SIZES.map(async (size) => {
    const exchange = await startPaperExchange({ seed: size, orders: size, frozen: true });
    return { exchange, name: sizeName(size) };
  }),
);
for (const subject of subjects) {
  await addProfile(workbench, answersFor(subject.exchange, subject.name));
  await shown(subject);
  await workbench.runCommand('Notifications: Clear All Notifications');
}

type Subject = (typeof subjects)[number];
const named = <T>(make: (subject: Subject) => T): Readonly<Record<string, T>> =>
  Object.fromEntries(subjects.map((subject) => [subject.name, make(subject)]));

reportGrowth(
  "From a click on the view's icon to the first rows, the desk opened anew",
  await measure({
    rounds: ROUNDS,
    candidates: named((subject) => ({
      prepare: async () => {
        await workbench.openViewContainer('Explorer');
        await switchTo(subject);
      },
      run: async () => {
        await workbench.openViewContainer('Order Desk');
        await shown(subject);
      },
    })),
  }),
  1,
  [
    'In between: the clock, the list and the stream of the exchange, asked for at once, and each row described, as',
    'VS Code shows none before it has all of them.',
  ],
);
reportGrowth(
  'From a key on a row to the words in it that its cancel is under way',
  await measure({
    rounds: ROUNDS,
    candidates: named((subject) => ({
      prepare: async () => {
        await switchTo(subject);
        await shown(subject);
        await armLive(workbench);
        subject.exchange.services.queue.hold();
        await orders.row(/ @ /).click();
        await page.evaluate(ECHO);
      },
      samples: async () => {
        await page.keyboard.press('Delete');
        const ms = await page.waitForFunction('echo.ms').then((found) => found.jsonValue());
        await subject.exchange.services.queue.release();
        await shown(subject);
        await orders.lacks(/canceling…/);
        await workbench.runCommand('Notifications: Clear All Notifications');
        return [Number(ms)];
      },
    })),
  }),
  0.3,
  ['VS Code itself waits for 200 ms before it draws what an extension says has changed'],
);
await window.code.close();
for (const { exchange } of subjects) await exchange.close();
await endAll();

/** Waits until the first symbol has the exchange's number of orders, and the first of them is there. */
async function shown({ exchange }: Subject): Promise<void> {
  const open = [...exchange.services.accounts.all].flatMap(({ open }) => [...open.values()]);
  const symbols = open.map(({ terms }) => terms.contract.symbol).sort();
  const count = symbols.lastIndexOf(symbols[0] ?? '') + 1;
  await orders.shows(new RegExp(`^\\s*${symbols[0]}\\s*${count}\\s*$`));
  await orders.shows(/ @ /);
}

async function switchTo({ name }: Subject): Promise<void> {
  await workbench.runCommand('Order Desk: Switch Profile…');
  await workbench.quickInput.pick(name);
  await workbench.quickInput.closed();
}
