import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Venue } from '../../src/venues/venue.ts';
import { picture, usePaper, type DeskWindow } from './fixtures.ts';
import type { Tree } from './support/tree.ts';

describe('What was sent', () => {
  let window: DeskWindow;
  let requests: Tree;
  let other: Venue;

  usePaper(async (paper) => {
    ({ window, other } = paper);
    await window.workbench.widenSidebar(560);
    requests = window.workbench.tree('Requests');
  });
  beforeEach(() => window.workbench.notifications.clear());

  it('is listed with how it ended, when, how long it took, its size and its profile', async () => {
    await requests.unfold();
    await window.orders.fold();
    await requests.shows(
      /^GET v2\/futures\/order\/open\s*200 · \d\d:\d\d:\d\d · \d+ ms · [\d.]+ kB · PAPER$/,
    );
    const spoken = await requests.row(/order\/open/).getAttribute('aria-label');
    assert.match(spoken ?? '', /^GET v2\/futures\/order\/open, status 200, /);
    await picture(window.workbench, 'requests');
  });

  it('opens its answer by a press, and its exchange by its icon', async () => {
    await requests.click(/order\/open/);
    const { text } = await window.desk.readResponse(/open-orders .*\.json/);
    assert.match(text, /^\{"code":0,"data":\[\{/);
    await requests.inlineAction(/order\/open/, 'Show Exchange');
    const exchange = await window.desk.readResponse(/open-orders .* exchange\.txt/);
    assert.match(exchange.text, /x-auth-signature: ‹redacted›/);
    await window.workbench.closeEditors();
  });

  it('is filtered by words, and says so', async () => {
    const { workbench } = window;
    await requests.titleAction('Filter Requests…');
    await workbench.quickInput.says(/Words that a request must have/);
    await workbench.quickInput.submit('exchange-info get');
    await requests.message(/Filtered: \d+ of \d+ requests have “exchange-info get”/);
    await requests.lacks(/order\/open/);
    await requests.shows(/exchange-info/);
    await requests.titleAction('Clear Request Filter');
    await requests.messageGone();
    await requests.shows(/order\/open/);
  });

  it('is compared: the open orders with the list before them, by one command', async () => {
    const { workbench } = window;
    await workbench.runCommand('Order Desk: Refresh Open Orders');
    const [order] = (await other.openOrders()).value;
    assert.ok(order);
    await other.cancelOrder({ ...order, respond: 'DONE' });
    await workbench.badgeShows('Order Desk', '24');
    await workbench.runCommand('Order Desk: Refresh Open Orders');
    await workbench.runCommand('Order Desk: Compare Open Orders Responses');
    await workbench.editor.opened(/open-orders \d\d:\d\d:\d\d ↔ \d\d:\d\d:\d\d/);
    const diff = workbench.page.locator('.monaco-diff-editor');
    await diff.locator('.line-delete, .char-delete').first().waitFor();
    await picture(workbench, 'requests-compared');
    await workbench.closeEditors();
  });

  it('is compared with any other: the two that are selected', async () => {
    const { workbench } = window;
    await requests.row(/futures\/contract/).click();
    await requests.row(/futures\/position/).click({ modifiers: ['ControlOrMeta'] });
    await requests.contextMenu(/futures\/position/, 'Compare Responses');
    await workbench.editor.opened(/contracts ↔ position|position ↔ contracts/);
    await workbench.closeEditors();
  });

  it('is compared and copied from the palette too, where each is picked', async () => {
    const { workbench } = window;
    const { quickInput, editor, notifications } = workbench;
    await workbench.runCommand('Order Desk: Compare Responses');
    for (const [title, request] of [
      ['(1/2)', 'futures/contract'],
      ['(2/2)', 'futures/position'],
    ] as const) {
      await quickInput.says(title);
      await quickInput.fill(request); // it may be out of sight in a long list
      await quickInput.pick(request);
    }
    await editor.opened(/contracts ↔ position|position ↔ contracts/);
    await workbench.closeEditors();
    await workbench.runCommand('Order Desk: Copy as cURL');
    await quickInput.fill('order/open');
    await quickInput.pick('order/open');
    await notifications.text(/Copied as a script for curl/);
    await notifications.clear();
  });

  it('is copied as a script for curl, without key or secret', async () => {
    const { workbench } = window;
    await requests.contextMenu(/order\/open/, 'Copy as cURL');
    await workbench.notifications.text(/Copied as a script for curl/);
    const script = await workbench.page.evaluate<string>('navigator.clipboard.readText()');
    assert.match(
      script,
      /^#!\/bin\/sh\n# GET \/\d+\/api\/pro\/v2\/futures\/order\/open, as it was sent/,
    );
    assert.match(script, /API_SECRET='your secret'/);
    assert.match(script, /openssl dgst -sha256 -hmac "\$API_SECRET"/);
  });

  it('is exported as HAR, and forgotten when a person says so', async () => {
    const { workbench } = window;
    await requests.titleAction('Export Requests as HAR…');
    await workbench.quickInput.says('..');
    const file = join(window.code.workspaceFolder, 'requests.har');
    await workbench.quickInput.submit(file);
    await workbench.notifications.text(
      /Exported \d+ requests to requests\.har\. Keys and signatures are/,
    );
    const { log } = JSON.parse(readFileSync(file, 'utf8')) as { log: { entries: unknown[] } };
    assert.ok(log.entries.length > 5);
    await workbench.runCommand('Order Desk: Clear Requests');
    await requests.lacks(/exchange-info/);
  });
});
