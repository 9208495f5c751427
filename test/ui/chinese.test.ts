import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBundle, type Bundle } from '../../scripts/build/translations.ts';
import { root } from '../../scripts/setup/paths.mjs';
import { cancelsSent, picture, startDesk, type DeskWindow } from './fixtures.ts';

const LANGUAGE = 'zh-cn';
const ORDER = / @ /;
const ORDER_ID = /\b[a-z0-9]+U\d{10}\w+/g;
const bundle = readBundle(LANGUAGE);
const manifest = JSON.parse(
  readFileSync(join(root, `package.nls.${LANGUAGE}.json`), 'utf8'),
) as Bundle;

/** A text of the sources as the language has it, with what is put into its holes. */
function said(english: string, ...parts: readonly string[]): string {
  const text = bundle[english] ?? assert.fail(`no translation of ${english}`);
  return text.replaceAll(/\{(\d+)\}/g, (hole, at) => parts[Number(at)] ?? hole);
}

/** Such a text up to the first hole that nothing is put into. */
const beginning = (english: string, ...parts: readonly string[]): string =>
  said(english, ...parts).split('{')[0] ?? '';

/** A text of the manifest as the language has it. */
const named = (key: string): string => manifest[key] ?? assert.fail(`no translation of ${key}`);
const command = (name: string): string => `Order Desk: ${named(`command.${name}`)}`;

/**
 * Fails on words and commas or colons that stayed English. A contract or a currency is the same in every language, as is
 * an order's id.
 */
function holdsNoEnglish(text: string): void {
  const english = text.replaceAll(ORDER_ID, '').match(/[A-Za-z]*[a-z]{2,}|[,:] /g) ?? [];
  assert.deepEqual(english, [], text);
  assert.match(text, /\p{Script=Han}/u);
}

describe('In Simplified Chinese', () => {
  let window: DeskWindow;
  const orders = () => window.workbench.tree(said('{0} – Open Orders', 'PAPER'));

  before(async () => {
    window = await startDesk({}, { language: LANGUAGE });
    await window.workbench.openViewContainer('Order Desk');
    await orders().shows(ORDER);
  });
  after(() => window.code.close());

  it('the views, their rows and what is heard of them are translated', async () => {
    const { page, workbench } = window;
    const positions = workbench.tree(said('{0} – Positions', 'PAPER'));
    const history = workbench.tree(named('view.history'));
    await positions.unfold();
    await history.unfold();
    await positions.shows(said('Free margin'));
    await history.shows(said('Fills'));
    await picture(workbench, 'chinese-views');
    for (const side of [said('Buy'), said('Sell')]) await orders().shows(side);
    const rows = page.locator('.part.sidebar .monaco-list-row');
    assert.ok((await rows.count()) > 20);
    for (const row of await rows.all())
      holdsNoEnglish(`${await row.innerText()}\n${await row.getAttribute('aria-label')}`);
    const profile = workbench.statusBarItem('PAPER');
    assert.ok(
      (await profile.getAttribute('aria-label'))?.includes(
        said('Order Desk: PAPER. Press to switch'),
      ),
    );
    await positions.fold();
    await history.fold();
  });

  it('all about an order is told in it', async () => {
    const { page } = window;
    await orders().row(ORDER).hover();
    const hover = page.locator('.monaco-hover').filter({ hasText: said('Order id') });
    await hover.waitFor();
    await picture(window.workbench, 'chinese-tooltip');
    // The exchange's own word for a status stands beside ours.
    holdsNoEnglish((await hover.innerText()).replace('(New)', ''));
    await page.keyboard.press('Escape');
  });

  it('the menu of a row and the palette name every command in it', async () => {
    const { page, workbench } = window;
    const items = await orders().contextMenuItems(ORDER);
    await page.mouse.move(700, 450);
    assert.ok(items.includes(named('command.cancelRow')), items.join(', '));
    const { quickInput } = workbench;
    await quickInput.openPalette();
    await quickInput.fill(`>Order Desk: ${named('command.cancelAll').slice(0, 2)}`);
    const offered = await quickInput.settledLabels();
    await picture(workbench, 'chinese-palette');
    await quickInput.dismiss();
    assert.ok(offered.includes(command('cancelAll')), offered.join(', '));
    for (const item of [...items, ...offered.map((each) => each.replace('Order Desk: ', ''))])
      assert.ok(Object.values(manifest).includes(item), item);
  });

  it('a cancel is asked about and told in it', async () => {
    const { workbench } = window;
    const { dialog, quickInput, notifications } = workbench;
    const before = Number(await workbench.badge('Order Desk'));
    await workbench.runCommand(command('cancelOrder'));
    await quickInput.says(ORDER);
    const labels = await quickInput.settledLabels();
    const first = labels.find((label) => ORDER.test(label)) ?? assert.fail(labels.join('\n'));
    await picture(workbench, 'chinese-pick');
    for (const label of labels) holdsNoEnglish(label);
    await quickInput.pick(first);
    const question = await dialog.text(/PAPER/);
    await picture(workbench, 'chinese-question');
    const [asked] = question.split('\n');
    assert.equal(asked, said('Cancel this {0} order on {1}?', 'BTC-PERP', 'PAPER'));
    holdsNoEnglish(question);
    const answers = [said('Cancel Order'), said('Keep Order')];
    assert.deepEqual((await dialog.buttons()).sort(), answers.sort());
    const [host = ''] = /127\.0\.0\.1:\d+/.exec(question) ?? [];
    assert.equal(await cancelsSent(`http://${host}`), 0);

    await dialog.press(said('Cancel Order'));
    const result = beginning('Canceled on {0}: {1} ({2}).', 'PAPER');
    const told = await notifications.text(result);
    await picture(workbench, 'chinese-canceled');
    holdsNoEnglish(told);
    assert.equal(await cancelsSent(`http://${host}`), 1);
    await workbench.badgeShows('Order Desk', String(before - 1));

    await notifications.press(result, said('Show Response'));
    await workbench.editor.opened(/\.json$/);
    const response = JSON.parse(await workbench.editor.text()) as { code: unknown };
    assert.equal(response.code, 0, 'what the exchange sent is as it came');
    await workbench.closeEditors();
    await notifications.clear();
  });

  it('a cancel of all is asked about in it', async () => {
    const { workbench } = window;
    await workbench.runCommand(command('cancelAll'));
    const question = await workbench.dialog.text(/BTC-PERP/);
    await picture(workbench, 'chinese-question-all');
    holdsNoEnglish(question);
    await workbench.dialog.press(said('Keep Orders'));
  });

  it('the ticket leads through in it, and says what is wrong', async () => {
    const { workbench } = window;
    const { quickInput } = workbench;
    await workbench.runCommand(command('placeOrder'));
    await quickInput.says(said('Place Order on {0}', 'PAPER'));
    await quickInput.pick('BTC-PERP');
    for (const answer of ['Buy', 'Limit']) await quickInput.pick(said(answer));
    await quickInput.says(beginning('Quantity of {0}: {1} to {2} in steps of {3}', 'BTC-PERP'));
    await quickInput.submit('0.00001');
    await quickInput.says(
      said('The smallest order of {0} is {1}: type {1} or more.', 'BTC-PERP', '0.0001'),
    );
    await picture(workbench, 'chinese-ticket');
    holdsNoEnglish(await quickInput.text());
    await quickInput.dismiss();
  });

  it('the settings are explained in it', async () => {
    const { page, workbench } = window;
    await workbench.runCommand('Preferences: Open Settings (UI)');
    await page.locator('.settings-editor .suggest-input-container').click();
    await page.keyboard.type('@ext:order-desk.order-desk ');
    const explained = page.locator('.settings-editor .setting-item-description');
    await explained.filter({ hasText: named('setting.alerts') }).waitFor();
    await picture(workbench, 'chinese-settings');
    const explanations = await explained.allInnerTexts();
    for (const text of explanations) assert.ok(Object.values(manifest).includes(text), text);
  });
});
