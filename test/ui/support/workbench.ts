import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { Editor } from './editor.ts';
import { Dialog, Notifications } from './messages.ts';
import { QuickInput } from './quickInput.ts';
import { Tree } from './tree.ts';

const LOAD_LIMIT_MS = 90_000;

/** The windows of this process that are open now. */
export const openWindows = new Set<Workbench>();

/** A VS Code window as a person uses it. Every method waits for what it needs; none of them sleeps. */
export class Workbench {
  readonly page: Page;
  readonly quickInput: QuickInput;
  readonly dialog: Dialog;
  readonly notifications: Notifications;
  readonly editor: Editor;

  constructor(page: Page) {
    this.page = page;
    this.quickInput = new QuickInput(page);
    this.dialog = new Dialog(page);
    this.notifications = new Notifications(page);
    this.editor = new Editor(page);
    openWindows.add(this);
    page.on('close', () => openWindows.delete(this));
  }

  async load(url: string, { wait = true } = {}): Promise<void> {
    await this.page.goto(url);
    if (wait) await this.untilRestored();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.untilRestored();
  }

  /** The same as a person does it: VS Code keeps first what the window shows. */
  async reloadWindow(): Promise<void> {
    const loaded = this.page.waitForEvent('load');
    await this.runCommand('Developer: Reload Window');
    await loaded;
    await this.untilRestored();
  }

  /** Runs a command by its title, as in "Order Desk: Refresh Open Orders". */
  async runCommand(title: string): Promise<void> {
    await this.quickInput.openPalette();
    await this.quickInput.fill(`>${title}`);
    await this.quickInput.pick(title);
  }

  async closeEditors(): Promise<void> {
    await this.runCommand('View: Close All Editors');
    await this.editor.allClosed();
  }

  /** The commands that the palette offers for `text`. */
  async offeredCommands(text: string): Promise<string[]> {
    await this.quickInput.openPalette();
    await this.quickInput.fill(`>${text}`);
    const labels = await this.quickInput.settledLabels();
    await this.quickInput.dismiss();
    return labels;
  }

  /** Shows a view container by a click on its icon in the activity bar. */
  async openViewContainer(title: string): Promise<void> {
    const icon = this.page.locator('.part.activitybar').getByRole('tab', { name: title });
    await icon.waitFor();
    if ((await icon.getAttribute('aria-expanded')) !== 'true') await icon.click();
    await this.page.locator('.part.sidebar .composite.title', { hasText: title }).waitFor();
  }

  /** The tree of the view with this title. */
  tree(view: string): Tree {
    return new Tree(this.page, view);
  }

  /** The number on a view container's icon; `undefined` without one. */
  async badge(title: string): Promise<string | undefined> {
    const icon = this.page.locator('.part.activitybar').getByRole('tab', { name: title });
    const badge = icon.locator('.badge-content');
    return (await badge.count()) === 0 ? undefined : ((await badge.textContent()) ?? undefined);
  }

  /** Waits until a view container's icon carries `text`. */
  async badgeShows(title: string, text: string): Promise<void> {
    const icon = this.page.locator('.part.activitybar').getByRole('tab', { name: title });
    const exactly = new RegExp(`^\\s*${text}\\s*$`);
    await icon.locator('.badge-content').filter({ hasText: exactly }).waitFor();
  }

  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator('.part.statusbar .statusbar-item').filter({ hasText: text });
  }

  /** Drags the sidebar's edge until it is `width` pixels wide. */
  async widenSidebar(width: number): Promise<void> {
    const sidebar = this.page.locator('.part.sidebar');
    const box = await sidebar.boundingBox();
    if (box === null) throw new Error('the sidebar is not open');
    const edge = { x: box.x + box.width + 1, y: box.y + box.height / 2 };
    await this.page.mouse.move(edge.x, edge.y);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + width, edge.y, { steps: 5 });
    await this.page.mouse.up();
    // The edge stays lit while the pointer is on it.
    await this.page.mouse.move(box.x + width + 200, edge.y);
    await this.page.locator('.monaco-sash.hover').first().waitFor({ state: 'detached' });
  }

  async screenshot(file: string): Promise<void> {
    mkdirSync(dirname(file), { recursive: true });
    await this.page.screenshot({ path: file, animations: 'disabled' });
  }

  /** What the window shows, in words: for a log that has no pictures. */
  async inWords(): Promise<string> {
    const shown = async (what: string, selector: string): Promise<string> =>
      `${what}: ${(await this.page.locator(selector).allInnerTexts()).join(' | ').replaceAll(/\s+/g, ' ')}`;
    const lines = await Promise.all([
      shown('tabs', '.part.editor .tab'),
      shown('tab in front', '.part.editor .tab.active'),
      shown('notifications', '.notification-list-item-message'),
      shown('question', '.monaco-dialog-box'),
      shown('quick input', '.quick-input-widget'),
      shown('sidebar', '.part.sidebar .message, .part.sidebar .monaco-list-row'),
    ]);
    return lines.join('\n');
  }

  private async untilRestored(): Promise<void> {
    // VS Code marks these moments itself, for its own measurements.
    const passed = (mark: string): string => `performance.getEntriesByName('${mark}').length > 0`;
    const ready = `${passed('code/didStartWorkbench')} && ${passed('code/didLoadExtensions')}`;
    await this.page.waitForFunction(ready, undefined, { timeout: LOAD_LIMIT_MS });
  }
}
