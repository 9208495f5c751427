import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPaperExchange, type PaperExchange } from '../../src/paper/exchange.ts';
import {
  cancelsSent,
  control,
  firstLabel,
  picture,
  startDesk,
  type DeskWindow,
} from './fixtures.ts';
import {
  addProfile,
  answerPrompts,
  armLive,
  editProfile,
  PROMPT,
  type Key,
  type ProfileAnswers,
} from './prompts.ts';

describe('API keys', () => {
  let window: DeskWindow;
  let exchange: PaperExchange;
  let origin: string;
  let good: ProfileAnswers;
  /** Every key and secret that was typed. */
  const typed = new Set<string>();

  before(async () => {
    exchange = await startPaperExchange({ seed: 11, orders: 6, frozen: true });
    origin = exchange.ready.url;
    good = { origin, name: 'Desk', ...(await newKey()) };
    window = await startDesk();
    await window.desk.open();
    await addProfile(window.workbench, good);
    await window.workbench.badgeShows('Order Desk', '6');
    await window.workbench.notifications.clear();
  });
  after(async () => {
    await window.code.close();
    await exchange.close();
  });
  afterEach(() => window.workbench.notifications.clear());

  const refusals: readonly [what: string, key: () => Promise<Key> | Key, says: string][] = [
    [
      'a key that is not known',
      () => ({ ...good, apiKey: 'paperNobody' }),
      'does not know this API key',
    ],
    [
      'another key’s secret',
      () => ({ ...good, secret: 'bm90LXRoZS1zZWNyZXQ=' }),
      'refused the signature: the secret does not belong to this key',
    ],
    [
      'a key that expired',
      () => newKey({ expireTime: Date.now() - 1000 }),
      'This API key has expired. Make a new one',
    ],
    [
      'a key of another group',
      () => newKey({ accountGroup: 77 }),
      'The account group of this profile is not this key’s.',
    ],
  ];
  for (const [what, key, says] of refusals) {
    it(`do not keep ${what}`, async () => {
      const { workbench, desk } = window;
      if (what.includes('group')) {
        const own = String(exchange.ready.accountGroup);
        await editProfile(workbench, 'Desk', PROMPT.group, own);
      }
      await setKey(await key());
      const said = await workbench.notifications.text(/The key was not kept\./);
      assert.ok(said.replaceAll("'", '’').includes(says), said);
      await picture(workbench, `keys-not-kept-${what.replaceAll(/\W+/g, '-')}`);
      await workbench.notifications.press(/not kept/, 'Change Key…');
      await workbench.quickInput.says(/\(1\/2\): API Key/);
      await workbench.quickInput.dismiss();
      await workbench.runCommand('Order Desk: Refresh Open Orders');
      assert.equal((await desk.labels()).length, 6); // by the key that was there before
    });
  }

  it('are checked again at a press, once the exchange is well', async () => {
    const { notifications } = window.workbench;
    const { faults } = exchange.services;
    const fault = faults.add({ kind: 'server-error', route: 'account/info', count: -1 });
    await setKey(good);
    await notifications.text(/The key was not kept\./);
    faults.clear(fault);
    await notifications.rested();
    await notifications.press(/not kept/, 'Check Again');
    await notifications.text('The key of Desk works');
  });

  it('work though this machine’s clock is off by a minute, and the view says that it is', async () => {
    const { notifications } = window.workbench;
    await control(origin, 'clock', { offset: 60_000 });
    await setKey(good);
    await notifications.text('The key of Desk works');
    const said = await window.orders.message(/clock is 60 s off AscendEX Futures's/);
    assert.match(said, /set the clock by the network/);
    await picture(window.workbench, 'keys-clock');
    await control(origin, 'clock', { offset: 0 });
  });

  it('keep a key that may not trade, and say what that means', async () => {
    const { workbench, desk } = window;
    await setKey(await newKey({ trade: false }));
    await workbench.notifications.text('It may not trade: orders can be seen, and not canceled.');
    await workbench.badgeShows('Order Desk', '6');
    await armLive(workbench);
    const question = await desk.askInTree(await firstLabel(window));
    const { result } = await desk.confirm(question, /Not canceled/);
    assert.match(result, /it has no trade permission\. Allow it for the key at AscendEX Futures/);
    await picture(workbench, 'keys-no-trade');
    assert.equal(exchange.services.accounts.find(exchange.ready.accountGroup)?.open.size, 6);
    assert.equal(await cancelsSent(origin), 1);
  });

  it('are rotated: the next one takes over while the last one still works, and outlives it', async () => {
    const { workbench, desk } = window;
    const soon = Date.now() + 3_600_000;
    await setKey(await newKey({ expireTime: soon }));
    await workbench.notifications.text(
      `It expires on ${new Date(soon).toISOString().slice(0, 10)}.`,
    );
    const told = await workbench.notifications.text(/The API key of Desk expires at/);
    assert.match(told, /Make a new one at AscendEX Futures and set it here before/);
    await picture(workbench, 'keys-expire');
    good = { ...good, ...(await newKey()) };
    await workbench.notifications.press(/expires at/, 'Set API Key…');
    await answerPrompts(workbench, good, PROMPT.end, PROMPT.key);
    // That of the key which expires says so at its end.
    await workbench.notifications.text(
      /The one before is not used any more: delete it at AscendEX Futures\.(?! It expires)/,
    );
    await control(origin, 'clock', { offset: 2 * 3_600_000 }); // past the end of the one before
    await armLive(workbench);
    await desk.confirm(
      await desk.askInTree(await firstLabel(window)),
      /Canceled on AscendEX Futures/,
    );
    await control(origin, 'clock', { offset: 0 });
  });

  it('that the secret storage lost are said to be lost, and are set again by one press', async () => {
    const { workbench, orders } = window;
    await workbench.reload(); // The page's own storage ends with it.
    await workbench.openViewContainer('Order Desk');
    await orders.welcome(/The API key of this profile is gone: .* did not keep it/);
    await picture(workbench, 'keys-lost');
    await orders.pressWelcome('Set API Key…');
    await answerPrompts(workbench, good, PROMPT.end, PROMPT.key);
    await workbench.notifications.text('The key of Desk works and is kept');
    await workbench.badgeShows('Order Desk', '5');
  });

  it('leave no key and no secret in the window, in a document, or on the server’s disk', async () => {
    const { workbench, desk, page, code } = window;
    await setKey(good);
    await workbench.notifications.text('The key of Desk works');
    await workbench.runCommand('Order Desk: Show Open Orders Response');
    await desk.readResponse();
    await page.locator('.editor-actions').getByRole('button', { name: 'Show Exchange' }).click();
    const exchangeText = (await desk.readResponse(/ exchange\.txt$/)).text;
    await workbench.runCommand('Order Desk: Show Log');
    await page.locator('.part.panel').getByText('open-orders').first().waitFor();
    const titles = `[...document.querySelectorAll('[title], [aria-label]')].map((e) => e.title + e.ariaLabel)`;
    const shown = await page.evaluate<string>(`document.body.innerText + ${titles}.join()`);
    const files = readdirSync(join(code.server.home, 'data'), {
      recursive: true,
      withFileTypes: true,
    })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'));
    assert.ok(
      files.some((text) => text.includes('open-orders')),
      'the log is among the files',
    );
    for (const secret of typed) {
      const found = [shown, exchangeText, code.server.log(), ...files].filter((text) =>
        text.includes(secret),
      );
      assert.deepEqual(found, [], 'no text holds what was typed');
    }
  });

  async function newKey(more: Readonly<Record<string, unknown>> = {}): Promise<Key> {
    const { apiKey, secret } = await control<Key>(origin, 'keys', more);
    typed.add(apiKey).add(secret);
    return { apiKey, secret };
  }

  async function setKey(key: Key): Promise<void> {
    const { workbench } = window;
    await workbench.runCommand('Order Desk: Set API Key…');
    await answerPrompts(workbench, { ...good, ...key }, PROMPT.end, PROMPT.key);
  }
});
