import assert from 'node:assert/strict';
import type { Venue } from '../../src/venues/venue.ts';
import { control, openPaper, picture, startDesk, type DeskWindow } from './fixtures.ts';

interface Entry {
  readonly orderId?: string;
  readonly symbol: string;
  readonly side: string;
  readonly type: string;
  readonly quantity: string;
  readonly price?: string;
}

interface Report {
  readonly outcomes: Readonly<Record<string, number>>;
  readonly steps: readonly { readonly step: string; readonly verdict: string }[];
}

describe('Orders as a document', () => {
  let window: DeskWindow;
  let other: Venue;
  let origin: string;
  let atFirst: readonly string[];

  before(async () => {
    window = await startDesk();
    ({ other, origin } = await openPaper(window));
    atFirst = await openThere();
  });
  after(async () => {
    await other.close();
    await window.code.close();
  });

  /** Ids of the orders that the exchange has open. */
  const openThere = async (): Promise<readonly string[]> =>
    (await other.openOrders()).value.map(({ orderId }) => orderId);

  async function read(): Promise<readonly Entry[]> {
    const text = await window.workbench.editor.text();
    return JSON.parse(text.replaceAll(/^\/\/.*$/gm, '')) as readonly Entry[];
  }

  /** Puts other orders in the place of the whole text, as a person pastes them. */
  async function write(entries: readonly Entry[]): Promise<void> {
    const { page } = window;
    const text = JSON.stringify(entries, undefined, 2);
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(`${text}\n`)})`);
    await page.keyboard.press('ControlOrMeta+a');
    const selected = page.locator('#status\\.editor\\.selection').filter({ hasText: /selected/ });
    await selected.waitFor();
    await page.keyboard.press('ControlOrMeta+v');
    await selected.waitFor({ state: 'detached' });
    await page.keyboard.press('ControlOrMeta+Home');
  }

  const lens = (text: RegExp) =>
    window.page.locator('.codelens-decoration > *').filter({ hasText: text }).first();

  it('says what editing it would do, and shows it in the diff editor when it is saved', async () => {
    const { workbench, page } = window;
    await workbench.runCommand('Order Desk: Edit Orders as Document');
    await workbench.editor.opened(/PAPER orders .*\.jsonc/);
    const entries = await read();
    assert.equal(entries.length, atFirst.length);
    const limits = entries.filter(({ type }) => type === 'limit');
    const [gone, moved] = limits.filter(({ side }) => side === 'buy');
    assert.ok(gone && moved?.price !== undefined);
    const half = String(Number(moved.price) / 2).split('.')[0] ?? '';
    const { symbol, side, type, quantity } = moved;
    const added = { symbol, side, type, quantity, price: half };
    const kept = entries.filter((each) => each !== gone);
    await write([...kept.map((each) => (each === moved ? { ...each, price: half } : each)), added]);
    await lens(/Apply on PAPER: cancel 1, amend 1, place 1…/).waitFor();
    await lens(/Amend: price/).waitFor();
    await picture(workbench, 'document-edited');
    await workbench.editor.saved();
    await page.keyboard.press('ControlOrMeta+s');
    await workbench.editor.opened(/now ↔ as edited/);
    await page.locator('.monaco-diff-editor .line-insert').first().waitFor();
    await picture(workbench, 'document-diff');
    assert.deepEqual(await openThere(), atFirst);
  });

  it('is applied after a question that names all of it, with an outcome for each line', async () => {
    const { workbench } = window;
    await workbench.editor.titleAction('Apply Document of Orders…');
    const asked = await workbench.dialog.text(/Apply this document on PAPER/);
    await picture(workbench, 'document-question');
    assert.match(asked, /cancel 1, amend 1, place 1\?/);
    assert.match(asked, /Venue: PAPER \(127\.0\.0\.1:\d+\)/);
    assert.match(asked, /Notional of what is placed: [\d.]+/);
    assert.deepEqual(await openThere(), atFirst);
    await workbench.dialog.press('Apply 3 Changes');
    await workbench.notifications.text('Applied on PAPER: 3 done.');
    const now = await openThere();
    assert.equal(now.length, atFirst.length);
    assert.equal(now.filter((orderId) => !atFirst.includes(orderId)).length, 2);
    await workbench.notifications.press(/Applied on PAPER/, 'Show Report');
    await workbench.editor.opened(/PAPER orders .*\.json$/);
    const report = JSON.parse(await workbench.editor.text()) as Report;
    await picture(workbench, 'document-report');
    assert.deepEqual(report.outcomes, { done: 3 });
    assert.deepEqual(
      report.steps.map(({ step, verdict }) => `${step} ${verdict}`),
      ['cancel done', 'amend done', 'place done'],
    );
    await workbench.closeEditors();
  });

  it('has no problems left once its tab is closed, and an empty one says what it has to be', async () => {
    const { workbench, page } = window;
    await workbench.runCommand('Order Desk: Edit Orders as Document');
    await workbench.editor.opened(/PAPER orders .*\.jsonc/);
    await read();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('Delete');
    const problems = page.locator('#status\\.problems');
    await problems.filter({ hasText: /^\s*1\b/ }).waitFor();
    await picture(workbench, 'document-empty');
    await workbench.editor.saved();
    await workbench.closeEditors();
    await problems.filter({ hasText: /^\s*0\s+0/ }).waitFor();
  });

  it('that was applied is not applied twice, and one that is closed changes nothing', async () => {
    const { workbench, page } = window;
    const there = await openThere();
    await workbench.notifications.clear();
    await workbench.runCommand('Order Desk: Edit Orders as Document');
    await workbench.editor.opened(/PAPER orders .*\.jsonc/);
    const [first, ...rest] = await read();
    assert.ok(first);
    await write(rest);
    await page.keyboard.press('ControlOrMeta+s');
    await workbench.editor.opened(/now ↔ as edited/);
    await workbench.closeEditors();
    assert.deepEqual(await openThere(), there);
    await workbench.runCommand('Order Desk: Edit Orders as Document');
    await workbench.editor.opened(/PAPER orders .*\.jsonc/);
    await read();
    await write(rest);
    await lens(/Apply on PAPER: cancel 1…/).click();
    await workbench.dialog.press('Apply 1 Change');
    await workbench.notifications.text('Applied on PAPER: 1 done.');
    await lens(/Applied at .*: 1 done/).waitFor();
    await picture(workbench, 'document-applied');
    await workbench.editor.titleAction('Apply Document of Orders…');
    await workbench.notifications.text(/is not applied twice/);
    assert.equal((await openThere()).length, there.length - 1);
  });

  it('places several orders by one request, and again without the one that is refused', async () => {
    const { workbench } = window;
    const there = await openThere();
    await workbench.notifications.clear();
    await workbench.runCommand('Order Desk: Edit Orders as Document');
    await workbench.editor.opened(/PAPER orders .*\.jsonc/);
    const entries = await read();
    const limit = { symbol: 'BTC-PERP', side: 'buy', type: 'limit' };
    // More than the account has margin for.
    const [small, large] = ['0.01', '60'];
    const added = [small, large, small].map((quantity, at) => {
      return { ...limit, quantity, price: `${30_000 + at}` };
    });
    await write([...added, ...entries]);
    await lens(/Apply on PAPER: place 3…/).click();
    await workbench.dialog.press('Apply 3 Changes');
    await workbench.notifications.text('Applied on PAPER: 2 done, 1 refused.');
    await lens(/not placed: .* 60 @ 30001/).waitFor();
    await picture(workbench, 'document-refused');
    assert.equal((await openThere()).length, there.length + 2);
    const { requests } = await control<{ requests: Record<string, number> }>(origin, 'stats');
    const sent = Object.entries(requests).filter(([route]) => /^POST .*order\/batch$/.test(route));
    assert.deepEqual(
      sent.map(([, count]) => count),
      [2],
    );
  });
});
