import assert from 'node:assert/strict';
import { startPaperExchange } from '../../src/paper/exchange.ts';
import { html } from '../support/faults.ts';
import { json } from '../support/faultyHost.ts';
import { publishedCancel, publishedRequest } from '../support/orders.ts';
import { orders, wireOrder } from '../unit/orders/scriptedVenue.ts';
import { firstLabel, picture, startDesk, STEADY, type DeskWindow } from './fixtures.ts';
import { addProfile } from './prompts.ts';
import { startScriptedHost, type ScriptedHost } from './scriptedHost.ts';

/** Enough orders for an answer of more than five million bytes. */
const MANY = 10_000;
/** Far above what is usual: this finds a window that hangs, whatever else the machine does. */
const HANG_MS = 5_000;

describe('Response documents', () => {
  let window: DeskWindow;
  let scripted: ScriptedHost;

  before(async () => {
    scripted = await startScriptedHost('Scripted');
    window = await startDesk({ 'orderDesk.paper.orders': MANY, 'orderDesk.refreshSeconds': 600 });
    await window.desk.open();
  });
  after(async () => {
    await window.code.close();
    await scripted.host.close();
  });
  afterEach(async () => {
    await window.workbench.notifications.clear();
    await window.workbench.closeEditors();
  });

  it('open a body of five million bytes while the window goes on answering', async () => {
    const { workbench, desk, page } = window;
    await workbench.quickInput.openPalette();
    await workbench.quickInput.fill('>Order Desk: Show Open Orders Response');
    await workbench.quickInput.settledLabels();
    await page.evaluate(WATCH_FRAMES);
    const began = Date.now();
    await page.keyboard.press('Enter');
    await workbench.quickInput.openPalette();
    await page.keyboard.type('echo');
    await page.waitForFunction(
      `document.querySelector('.quick-input-box input').value.endsWith('echo')`,
    );
    const echoed = Date.now() - began;
    await workbench.quickInput.dismiss();
    await workbench.editor.opened(/^open-orders/);
    await page
      .locator('.monaco-editor .view-line')
      .filter({ hasText: '"code":0' })
      .first()
      .waitFor();
    const opened = Date.now() - began;
    const gap = Math.round(await page.evaluate<number>('watchedFrames()'));
    console.log(
      `      opened in ${opened} ms, echo after ${echoed} ms, longest frame gap ${gap} ms`,
    );
    assert.ok(gap < HANG_MS, `the window stood still for ${gap} ms`);
    await picture(workbench, 'documents-large');
    const { text } = await desk.readResponse();
    assert.ok(text.length > 5_000_000, `${text.length} characters`);
    const { data } = JSON.parse(text) as { data: unknown[] };
    assert.equal(data.length, MANY);
  });

  it('lay the same tokens out over lines, for as large a body', async () => {
    const { workbench, desk } = window;
    await workbench.runCommand('Order Desk: Show Open Orders Response');
    const raw = (await desk.readResponse()).text;
    await press('Format Response');
    const { title, text } = await desk.readResponse(/ formatted\.json$/);
    assert.match(title, /^open-orders .* formatted\.json$/);
    assert.ok(text.split('\n').length > MANY * 10);
    assert.equal(text.replaceAll(/\s+/g, ''), raw.replaceAll(/\s+/g, ''));
    await picture(workbench, 'documents-formatted');
  });

  it('tell of the exchange: status, times, headers, and neither key nor signature', async () => {
    const { workbench, desk } = window;
    await workbench.runCommand('Order Desk: Show Open Orders Response');
    await workbench.editor.opened(/^open-orders/);
    await press('Show Exchange');
    const { title, text } = await desk.readResponse(/ exchange\.txt$/);
    assert.match(title, /^open-orders .* exchange\.txt$/);
    assert.match(
      text,
      /^# open-orders, begun \d{4}-\d\d-\d\dT[\d:.]+Z\n# sent after [\d.]+ ms, answered after/,
    );
    assert.match(
      text,
      /\nGET http:\/\/127\.0\.0\.1:\d+\/\d+\/api\/pro\/v2\/futures\/order\/open\n/,
    );
    assert.match(text, /\n200 OK\ncontent-type: application\/json/i);
    assert.match(text, /\n# body: \d{7} bytes\n/);
    const [, signature] = /\nx-auth-signature: (.*)\n/.exec(text) ?? [];
    const [, key] = /\nx-auth-key: (.*)\n/.exec(text) ?? [];
    assert.deepEqual([key, signature], ['‹redacted›', '‹redacted›']);
    // The same seed gives the same key, so the one in use is known here.
    const twin = await startPaperExchange({ seed: STEADY['orderDesk.paper.seed'] });
    await twin.close();
    for (const secret of [twin.ready.apiKey, twin.ready.secret]) assert.ok(!text.includes(secret));
    await picture(workbench, 'documents-exchange');
    await press('Show Response');
    await workbench.editor.opened(/^open-orders [\d-]+\.json/);
  });

  it('cannot be written to, and say why', async () => {
    const { workbench, desk, page, orders: tree } = window;
    await tree.contextMenu(await firstLabel(window), 'Show Raw JSON');
    const before = await desk.readResponse(/^order /);
    await page.keyboard.type('x');
    await page.getByText('This is what the exchange sent.').first().waitFor();
    await picture(workbench, 'documents-read-only');
    assert.equal((await desk.readResponse(/^order /)).text, before.text);
    assert.equal(await page.locator('.tab.active.dirty').count(), 0);
  });

  it('keep every digit of numbers that JavaScript cannot hold', async () => {
    const { workbench, desk } = window;
    const order = { ...wireOrder(), price: '12345678901234567890.12345678901234567890' };
    const text = JSON.stringify({ code: 0, data: [order] }).replace(
      '"seqNum":10',
      '"seqNum":9007199254740993123',
    );
    scripted.open = json(text);
    await addProfile(workbench, scripted.profile);
    await window.orders.shows('@ 12345678901234567890.12345678901234567890');
    await workbench.runCommand('Order Desk: Show Open Orders Response');
    assert.equal((await desk.readResponse()).text, text);
    await press('Format Response');
    const formatted = await desk.readResponse(/ formatted\.json$/);
    assert.match(formatted.text, /^ +"seqNum": 9007199254740993123,$/m);
  });

  it('show the published sample as it came, its trailing comma included', async () => {
    const { workbench, desk, page } = window;
    scripted.open = orders({ orderId: publishedRequest.orderId });
    scripted.cancel = (socket, request) => {
      const { id } = JSON.parse(request.body) as { id: string };
      json(publishedCancel.replace(publishedRequest.requestId, id))(socket, request);
    };
    await window.orders.titleAction('Refresh Open Orders');
    await window.orders.shows('Buy 1 @ 9500');
    const seen = await desk.confirm(await desk.askInTree('Buy 1 @ 9500'), /Canceled on/);
    assert.match(seen.result, /^Canceled on AscendEX Futures: BTC-PERP Buy 0\.1 @ 9500/);
    const { title, text } = await desk.showResponse();
    assert.match(title, /^cancel-order .*\.json$/);
    const [, id] = /"id" +: "(\w+)"/.exec(text) ?? [];
    assert.equal(text, publishedCancel.replace(publishedRequest.requestId, id ?? ''));
    assert.equal(await page.locator('.part.editor .tab').count(), 1);
    await picture(workbench, 'documents-trailing-comma');
  });

  it('open what is not JSON as text, whole', async () => {
    const { workbench, desk } = window;
    scripted.open = html(200);
    await workbench.runCommand('Order Desk: Refresh Open Orders');
    await workbench.notifications.text(/did not answer with JSON/);
    const { title, text } = await desk.showResponse(/did not answer with JSON/);
    assert.match(title, /^open-orders .*\.txt$/);
    assert.equal(text, '<!DOCTYPE html><html><body><h1>Bad gateway</h1></body></html>');
    assert.equal(await workbench.editor.language(), 'Plain Text');
    await picture(workbench, 'documents-html');
  });

  /** Presses a button in the editor's title bar. */
  const press = (title: string): Promise<void> => window.workbench.editor.titleAction(title);
});

/** Begins to time frames; `watchedFrames()` ends it with the longest time between two, ms. */
const WATCH_FRAMES = `{
  let last = performance.now(), longest = 0, on = true;
  const frame = (now) => {
    longest = Math.max(longest, now - last);
    last = now;
    if (on) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  globalThis.watchedFrames = () => ((on = false), longest);
}`;
