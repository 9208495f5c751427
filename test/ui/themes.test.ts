import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { startPaperExchange, type PaperExchange } from '../../src/paper/exchange.ts';
import type { Venue } from '../../src/venues/venue.ts';
import { json } from '../support/faultyHost.ts';
import { hang, reset } from '../support/faults.ts';
import { ORDER_ID, orders } from '../unit/orders/scriptedVenue.ts';
import {
  control,
  keepSecrets,
  picture,
  pictureNow,
  secondClient,
  startDesk,
  type DeskWindow,
} from './fixtures.ts';
import { addProfile } from './prompts.ts';
import { startScriptedHost, type ScriptedHost } from './scriptedHost.ts';
import { contrast, painted, withoutColour, type Painted } from './support/colours.ts';
import type { Tree } from './support/tree.ts';

interface Theme {
  /** Its name in VS Code's list of themes. */
  readonly id: string;
  readonly file: string;
  /** Least contrast of text and of icons: WCAG's AA, and its AAA where high contrast is asked for. */
  readonly text: number;
  readonly icons: number;
}

const THEMES: readonly Theme[] = [
  { id: 'Dark Modern', file: 'dark_modern', text: 4.5, icons: 3 },
  { id: 'Light Modern', file: 'light_modern', text: 4.5, icons: 3 },
  { id: 'Dark High Contrast', file: 'hc_black', text: 7, icons: 4.5 },
  { id: 'Light High Contrast', file: 'hc_light', text: 7, icons: 4.5 },
];

const idOf = (n: number): string => ORDER_ID.replace(/.$/, String(n));
const BUY = { orderId: idOf(1), price: '9100' };
const SELL = { orderId: idOf(2), price: '9900', side: 'Sell' } as const;
const LOST = { orderId: idOf(3), price: '9300' };
/** One for each theme, to be canceled in it. */
const CANCELED = THEMES.map((_theme, i) => ({ orderId: idOf(4 + i), price: `940${i}` }));

describe('In light, dark and high contrast', () => {
  let window: DeskWindow;
  let scripted: ScriptedHost;
  let exchange: PaperExchange;
  let other: Venue | undefined;
  /** How the icon of a buy was painted in each theme. */
  const buys: string[] = [];

  before(async () => {
    scripted = await startScriptedHost('Scripted');
    scripted.open = orders(BUY, SELL, LOST, ...CANCELED);
    exchange = await startPaperExchange({ seed: 11, orders: 12, frozen: true });
    window = await startDesk({ 'window.autoDetectColorScheme': false }, { prepare: keepSecrets });
    await window.workbench.openViewContainer('Order Desk');
    await window.workbench.widenSidebar(520);
  });
  after(async () => {
    await other?.close();
    await window.code.close();
    await scripted.host.close();
    await exchange.close();
  });
  beforeEach(() => window.workbench.notifications.clear());

  async function wear({ id, file }: Theme): Promise<void> {
    const { workbench } = window;
    await workbench.runCommand('Preferences: Color Theme');
    await workbench.quickInput.opened(/Theme/);
    await workbench.quickInput.fill(id);
    await workbench.quickInput.pick(id);
    await workbench.quickInput.closed();
    await window.page.locator(`.monaco-workbench[class*="${file}"]`).waitFor();
  }
  const name = ({ file }: Theme, what: string): string => `theme-${file.replace('_', '-')}-${what}`;

  /** Each with the contrast that it has, those that have too little of it first. */
  function tooFaint(all: readonly Painted[], least: number): readonly string[] {
    assert.ok(all.length > 0, 'nothing was measured');
    return all
      .map((each) => ({ each, has: contrast(each.ink, each.ground) }))
      .filter(({ has }) => has < least)
      .map(({ each, has }) => `${each.text || each.glyph}: ${has.toFixed(2)} of ${least}`);
  }
  const icons = (tree: Tree): Locator =>
    tree.rows().locator('.custom-view-tree-node-item-icon.codicon:not(.codicon-blank)');
  async function measure(theme: Theme, ...trees: readonly Tree[]): Promise<void> {
    for (const tree of trees) {
      assert.deepEqual(tooFaint(await painted(icons(tree)), theme.icons), []);
      assert.deepEqual(tooFaint(await painted(tree.rows().locator('.label-name')), theme.text), []);
      // VS Code dims what stands beside a name, in its light high contrast theme too.
      const beside = tree.rows().locator('.label-description');
      assert.deepEqual(tooFaint(await painted(beside), 4.5), []);
    }
  }
  const iconOf = async (row: Locator): Promise<Painted> => {
    const [icon] = await painted(row.locator('.custom-view-tree-node-item-icon'));
    return icon ?? assert.fail('the row has no icon');
  };

  it('contrast is measured as WCAG defines it', () => {
    const white = [255, 255, 255] as const;
    assert.equal(contrast([0, 0, 0], white), 21);
    assert.ok(contrast([0x76, 0x76, 0x76], white) >= 4.5);
    assert.ok(contrast([0x77, 0x77, 0x77], white) < 4.5);
  });

  it('the orders of a live profile are begun with: a buy, a sell, and a cancel that is lost', async () => {
    const { workbench, orders: tree } = window;
    await addProfile(workbench, scripted.profile);
    scripted.cancel = reset();
    // A refusal, as a gateway's trouble would hold back the lists too: all rows were stale then.
    scripted.status = json({ code: 100002, reason: 'DATA_NOT_AVAILABLE' });
    await tree.shows('Buy 1 @ 9300');
    await window.desk.askInTree('Buy 1 @ 9300');
    await workbench.dialog.press('Cancel Order');
    await tree.shows(/9300.*cancel unknown/);
    // A cancel that is off the list and has no status stays unknown.
    scripted.open = orders(BUY, SELL, ...CANCELED);
    scripted.cancel = hang();
  });

  for (const [i, theme] of THEMES.entries())
    it(`${theme.id}: orders, the question before a cancel and the armed status bar`, async () => {
      const { workbench, orders: tree, page } = window;
      await wear(theme);
      const row = `Buy 1 @ 940${i}`;
      await window.desk.askInTree(row);
      const dialog = page.locator('.monaco-dialog-box');
      const words = dialog.locator('.dialog-message-text, .dialog-message-detail, .monaco-button');
      await picture(workbench, name(theme, 'dialog'));
      assert.deepEqual(tooFaint(await painted(words), 4.5), []);
      await workbench.dialog.press('Cancel Order');
      await tree.shows(new RegExp(`940${i}.*canceling…`));
      // It is given up after ten seconds, so that it comes before all else.
      const going = await iconOf(tree.row(new RegExp(`940${i}`)));
      await page.mouse.move(900, 500);
      await pictureNow(workbench, name(theme, 'orders'));
      await measure(theme, tree);
      const [buy, sell, unknown] = [
        await iconOf(tree.row('Buy 1 @ 9100')),
        await iconOf(tree.row('Sell 1 @ 9900')),
        await iconOf(tree.row(/9300.*cancel unknown/)),
      ];
      const glyphs = [buy, sell, unknown, going].map(({ glyph }) => glyph);
      assert.equal(new Set(glyphs).size, 4, `the icons are of one shape: ${glyphs.join(' ')}`);
      buys.push(buy.ink.join());
      const bar = page
        .locator('.part.statusbar .statusbar-item')
        .filter({ hasText: /Armed: |Scripted/ });
      const shown = await painted(bar.locator('.statusbar-item-label, .codicon'));
      assert.deepEqual(tooFaint(shown, 4.5), []);
      const container = page.locator('.part.activitybar').getByRole('tab', { name: /Order Desk/ });
      const mark = await painted(container.locator('.action-label'), 'backgroundColor');
      assert.deepEqual(tooFaint(mark, theme.icons), []);
    });

  it('colours are those of the theme: a buy is painted in another in each kind of theme', () => {
    assert.equal(buys.length, THEMES.length);
    assert.ok(new Set(buys).size >= 3, buys.join(' | '));
  });

  it('without any colour the orders say the same', async () => {
    const [first] = THEMES;
    assert.ok(first);
    await wear(first);
    await withoutColour(window.page, true);
    await picture(window.workbench, 'theme-without-colour-orders');
    await withoutColour(window.page, false);
    for (const text of [/Buy 1 @ 9100/, /Sell 1 @ 9900/, /9300.*cancel unknown/])
      assert.ok(await window.orders.row(text).isVisible());
  });

  it('positions, history and requests are begun with: a long, a short, fills, funding', async () => {
    const { workbench } = window;
    const { url, apiKey, secret } = exchange.ready;
    other = await secondClient(url);
    await addProfile(workbench, { origin: url, name: 'Live', apiKey, secret });
    await workbench.badgeShows('Order Desk', '12');
    const { placing } = other;
    for (const [symbol, side, quantity] of [
      ['BTC-PERP', 'buy', '0.5'],
      ['ETH-PERP', 'sell', '4'],
    ] as const)
      await placing.place(await placing.plan({ symbol, side, type: 'market', quantity }));
    await control(url, 'market/fund', {});
    await window.orders.fold();
    const [positions, history, requests] = ['Positions', 'History', 'Requests'].map((view) =>
      workbench.tree(view),
    );
    await positions?.unfold();
    await positions?.shows(/BTC-PERP LONG/);
    await positions?.shows(/ETH-PERP SHORT/);
    await history?.unfold();
    await history?.shows(/^Orders/);
    await history?.expand(/^Funding/);
    await history?.shows(/(paid|received) \d/);
    await history?.expand(/^Fills/);
    await history?.shows(/seen by itself/);
    await history?.collapse(/^Orders/);
    await requests?.unfold();
    await requests?.shows(/order\/open/);
  });

  for (const theme of THEMES)
    it(`${theme.id}: positions, history and requests`, async () => {
      await wear(theme);
      const { workbench } = window;
      await picture(workbench, name(theme, 'views'));
      const trees = ['Positions', 'History', 'Requests'].map((view) => workbench.tree(view));
      await measure(theme, ...trees);
    });
});
