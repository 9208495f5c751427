import { randomUUID } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { PATIENCE_MS } from './patience.ts';

const CLIPBOARD = 'navigator.clipboard';

/** The editors in the middle of the window. */
export class Editor {
  private readonly page: Page;
  private readonly group: Locator;

  constructor(page: Page) {
    this.page = page;
    this.group = page.locator('.part.editor .editor-group-container.active');
  }

  /** Waits until the tab in front is called `title`. */
  async opened(title: string | RegExp, timeout = PATIENCE_MS): Promise<void> {
    await this.group.locator('.tab.active').filter({ hasText: title }).waitFor({ timeout });
    await this.group.locator('.monaco-editor .view-lines').first().waitFor({ timeout });
  }

  /** Presses a button in the title of the editor in front. */
  async titleAction(name: string): Promise<void> {
    await this.group.locator('.editor-actions').getByRole('button', { name, exact: true }).click();
  }

  /** The name on the tab in front. */
  async title(): Promise<string> {
    return (await this.group.locator('.tab.active').getAttribute('data-resource-name')) ?? '';
  }

  /**
   * The whole text of the editor in front, however long: the page holds only the lines in sight, so
   * it is selected, copied and read from the clipboard.
   */
  async text(): Promise<string> {
    const lines = this.group.locator('.monaco-editor .view-lines').first();
    await lines.waitFor();
    const mark = randomUUID();
    await this.page.evaluate(`${CLIPBOARD}.writeText(${JSON.stringify(mark)})`);
    await this.page.keyboard.press('ControlOrMeta+1');
    await this.group.locator('.monaco-editor.focused').first().waitFor();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.press('ControlOrMeta+c');
    const copied = `${CLIPBOARD}.readText().then((text) => text !== ${JSON.stringify(mark)})`;
    await this.page.waitForFunction(copied);
    const text = await this.page.evaluate<string>(`${CLIPBOARD}.readText()`);
    await this.page.keyboard.press('ArrowLeft'); // lets go of the selection
    const selected = this.page.locator('#status\\.editor\\.selection');
    await selected.filter({ hasText: /selected/ }).waitFor({ state: 'detached' });
    return text;
  }

  /**
   * Waits until the tab in front has been saved by itself, which is what VS Code in a browser does soon after each change.
   * A save by hand in the middle of that is no save of its own to VS Code.
   */
  async saved(): Promise<void> {
    await this.group.locator('.tab.active:not(.dirty)').waitFor();
  }

  /** The language of the editor in front, as the status bar calls it. */
  async language(): Promise<string> {
    return (await this.page.locator('#status\\.editor\\.mode').innerText()).trim();
  }

  /** Waits until no tab is open. */
  async allClosed(): Promise<void> {
    await this.page.locator('.part.editor .tab').first().waitFor({ state: 'detached' });
  }
}
