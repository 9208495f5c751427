import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Venue } from '../../src/venues/venue.ts';
import { control, openPaper, picture, startDesk, type DeskWindow } from './fixtures.ts';
import type { Tree } from './support/tree.ts';

describe('What has been', () => {
  let window: DeskWindow;
  let origin: string;
  let other: Venue;
  let history: Tree;

  before(async () => {
    window = await startDesk();
    ({ origin, other } = await openPaper(window));
    await window.workbench.widenSidebar(640);
    history = window.workbench.tree('– History');
  });
  after(async () => {
    await other.close();
    await window.code.close();
  });

  it('is read when its view is first opened, and not before', async () => {
    const asked = async (): Promise<string[]> => {
      const { requests } = await control<{ requests: Record<string, number> }>(origin, 'stats');
      return Object.keys(requests).filter((route) => /hist\/current|funding-payments/.test(route));
    };
    assert.deepEqual(await asked(), []);
    const folded = window.workbench.tree('History');
    await folded.unfold();
    await folded.shows('Orders');
    assert.equal((await asked()).length, 2);
    await picture(window.workbench, 'history-opened');
    await window.orders.fold();
  });

  it('shows fills that were heard one by one, and others as the total of their order', async () => {
    const open = (await other.openOrders()).value;
    const order = open.find(
      ({ type, status, side }) => type === 'limit' && status === 'open' && side === 'buy',
    );
    assert.ok(order?.price);
    // Whatever stands above it in the book goes first.
    const trade = { symbol: order.symbol, side: 'Sell', price: order.price, qty: '1000000' };
    await control(origin, 'market/trade', trade);
    await control(origin, 'market/fund', {});
    await history.expand(/^Fills/);
    await history.shows(new RegExp(`${order.symbol} Buy .* @ .*seen by itself`));
    await history.shows(/order total, no fill seen by itself/);
    const label = await history.row(/seen by itself/).getAttribute('aria-label');
    assert.match(label ?? '', /Buy|Sell/);
    await picture(window.workbench, 'history-fills');
  });

  it('is read anew by its button, and says as of when', async () => {
    const [order] = (await other.openOrders()).value;
    assert.ok(order);
    await other.cancelOrder({ ...order, respond: 'DONE' });
    await history.titleAction('Refresh History');
    await history.shows(/Canceled/);
    await history.expand(/^Funding/);
    await history.shows(/(paid|received) \d+\.\d+ USDT/);
    await picture(window.workbench, 'history-all');
  });

  it('reads the changes of the balance when that list is opened, and says what each was', async () => {
    const asked = async (): Promise<string[]> => {
      const { requests } = await control<{ requests: Record<string, number> }>(origin, 'stats');
      return Object.keys(requests).filter((route) => /futures\/balance/.test(route));
    };
    assert.deepEqual(await asked(), []);
    await history.shows(/^Balance\s*read when opened/);
    for (const list of [/^Orders/, /^Fills/, /^Funding/]) await history.collapse(list);
    await history.expand(/^Balance/);
    await history.shows(/[+-]\d+(\.\d+)? USDT\s*funding [A-Z]+-PERP · balance \d+(\.\d+)? · \d/);
    await history.shows(/-\d+\.\d+ USDT\s*fee [A-Z]+-PERP · balance/);
    await history.shows(/^Load more…\s*of the day before \d{4}-\d\d-\d\d/);
    assert.equal((await asked()).length, 2);
    await picture(window.workbench, 'history-balance');
    await history.inlineAction(/funding [A-Z]+-PERP/, 'Show Raw JSON');
    const { text } = await window.desk.readResponse(/change/);
    assert.match(text, /^\{"data":\[\{"asset":"[A-Z]+PC".*"eventType":"Fundingpayment"/);
    await window.workbench.closeEditors();
    await history.click(/^Load more…/);
    await history.shows(/^Loading…\s*the exchange takes few such requests a minute/);
    await picture(window.workbench, 'history-balance-loading');
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    await history.shows(new RegExp(`^Load more…\\s*of the day before ${yesterday}`));
    await history.collapse(/^Balance/);
    for (const list of [/^Orders/, /^Funding/]) await history.expand(list);
  });

  it('opens the record of a row as the exchange wrote it', async () => {
    await history.inlineAction(/(paid|received) \d+\.\d+ USDT/, 'Show Raw JSON');
    const { text } = await window.desk.readResponse(/payment/);
    assert.match(text, /^\{"timestamp":\d+,"symbol":"[A-Z]+-PERP","paymentInUSDT":"-?\d/);
    await window.workbench.closeEditors();
    await history.contextMenu(/^Orders/, 'Show Response');
    const answer = await window.desk.readResponse(/order-history/);
    assert.match(answer.text, /^\{"code":0,"data":\[\{/);
    await window.workbench.closeEditors();
  });

  it('is exported to a file of one’s choice, and says what is in it', async () => {
    const { workbench } = window;
    const { quickInput } = workbench;
    await history.titleAction('Export History…');
    await quickInput.says('What?');
    await quickInput.pick('Funding');
    await quickInput.says('How?');
    await picture(workbench, 'history-export');
    await quickInput.pick('CSV');
    await quickInput.says('Where To?');
    await quickInput.pick('Save as a File…');
    const file = join(window.code.workspaceFolder, 'funding.csv');
    // The folder's own rows: the picker before it is gone.
    await quickInput.says('..');
    await quickInput.submit(file);
    const told = await workbench.notifications.text(/Exported/);
    assert.match(
      told,
      /Exported \d+ funding payments? of PAPER, from .*Z to .*Z, to funding\.csv\./,
    );
    await picture(workbench, 'history-exported');
    const lines = readFileSync(file, 'utf8').split('\r\n');
    assert.equal(lines[0], 'time_utc,symbol,amount,asset,rate');
    assert.match(lines[1] ?? '', /^\d{4}-.*Z,[A-Z]+-PERP,-?\d+\.\d+,USDT,/);
    await workbench.notifications.press(/Exported/, 'Open File');
    await workbench.editor.opened('funding.csv');
    assert.match(await workbench.editor.text(), /^time_utc,symbol,amount/);
    await workbench.closeEditors();
  });

  it('is filtered, says so, and stays so over a reload', async () => {
    const { workbench } = window;
    const { quickInput } = workbench;
    await history.titleAction('Filter History…');
    await quickInput.says('Status');
    await quickInput.pick('Status');
    await quickInput.says('as now');
    await quickInput.pick('Canceled, nothing filled');
    await quickInput.closed();
    assert.match(await history.message(/Filtered/), /Filtered: Canceled, nothing filled\./);
    await history.shows(/^Orders\s*\d+ of \d+ shown/);
    await picture(workbench, 'history-filtered');
    await workbench.reload();
    await window.desk.open();
    await window.workbench.tree('History').unfold();
    await history.message(/Filtered/);
    await history.titleAction('Clear History Filter');
    await history.messageGone();
  });
});

describe('More orders than the exchange lists at once', () => {
  const ORDERS = 1_200;
  let window: DeskWindow;
  let other: Venue;

  before(async () => {
    window = await startDesk({ 'orderDesk.paper.orders': ORDERS });
    ({ other } = await openPaper(window));
    await other.cancelAll(undefined);
  });
  after(async () => {
    await other.close();
    await window.code.close();
  });

  it('are loaded from their section’s row, page by page to the first, and counted', async () => {
    const history = window.workbench.tree('History');
    await history.unfold();
    await window.orders.fold();
    let pages = 0;
    let loaded = 0;
    for (;;) {
      await history.shows(new RegExp(`^Orders\\s*(?!${loaded} )\\d+( · more to load)?$`));
      const text = await history.row(/^Orders\s*\d/).innerText();
      loaded = Number(/\d+/.exec(text)?.[0]);
      pages += 1;
      if (!text.includes('more to load')) break;
      await history.inlineAction(/^Orders\s*\d/, 'Load More');
    }
    assert.ok(loaded >= ORDERS, `${loaded} of ${ORDERS}`);
    assert.ok(pages > 4, `${pages} pages`);
    await picture(window.workbench, 'history-to-the-first');
  });
});
