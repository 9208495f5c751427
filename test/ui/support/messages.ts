import type { Locator, Page } from 'playwright-core';
import { PATIENCE_MS } from './patience.ts';

/** The modal dialog. Only one can be open. */
export class Dialog {
  private readonly box: Locator;

  constructor(page: Page) {
    this.box = page.locator('.monaco-dialog-box');
  }

  /** Waits for a dialog that says `text`, and returns all it says. */
  async text(text: string | RegExp = /./): Promise<string> {
    const box = this.box.filter({ hasText: text });
    await box.waitFor();
    return box.locator('.dialog-message-container').innerText();
  }

  async buttons(): Promise<string[]> {
    await this.box.waitFor();
    return this.box.locator('.dialog-buttons .monaco-button').allInnerTexts();
  }

  /** Presses a button, and waits until that dialog is gone: another one may follow at once. */
  async press(button: string): Promise<void> {
    const pressed = this.box.getByRole('button', { name: button, exact: true });
    const element = await pressed.elementHandle();
    await pressed.click();
    await element?.waitForElementState('hidden');
  }

  async closed(): Promise<void> {
    await this.box.waitFor({ state: 'hidden' });
  }

  isOpen(): Promise<boolean> {
    return this.box.isVisible();
  }
}

/** Whether each notification has been on show for long enough since it was first looked at. */
const RESTED = `[...document.querySelectorAll('.notifications-toasts .notification-toast')].every(
  (toast) => performance.now() - (toast.seenAt ??= performance.now()) > 850)`;

/** The messages that come up in the corner. */
export class Notifications {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The newest notification that says `text`. */
  saying(text: string | RegExp): Locator {
    return this.page
      .locator('.notifications-toasts .notification-list-item')
      .filter({ hasText: text })
      .first();
  }

  /** Waits for a notification that says `text`, and returns its whole message. */
  async text(text: string | RegExp, timeout = PATIENCE_MS): Promise<string> {
    const item = this.saying(text);
    await item.waitFor({ timeout });
    return item.locator('.notification-list-item-message').innerText();
  }

  async press(text: string | RegExp, button: string): Promise<void> {
    const item = this.saying(text);
    await item.hover();
    await item.getByRole('button', { name: button, exact: true }).click();
  }

  /** Waits until the keys that are pressed go to a button of a notification. */
  async focusedButton(button: string): Promise<void> {
    const focused = this.page.locator('.notifications-toasts .monaco-button:focus');
    await focused.filter({ hasText: button }).waitFor();
  }

  /** Waits until no progress is shown and everything that comes or goes has come or gone. */
  async settled(): Promise<void> {
    const toasts = '.notifications-toasts .notification-toast';
    const moving = this.page.locator(`${toasts}:not(.notification-fade-in-done)`);
    const busy = this.page.locator(`${toasts} .monaco-progress-container.active`);
    await busy.first().waitFor({ state: 'detached' });
    await moving.first().waitFor({ state: 'detached' });
  }

  /**
   * Waits until VS Code pops up what comes next: of more than three notifications within 0.8 s it shows three, and
   * the others in its list alone. By those that are on show: none of them is younger than that.
   */
  async rested(): Promise<void> {
    await this.page.waitForFunction(RESTED);
  }

  /** Closes all of them, so that the next one is sure to be new. */
  async clear(): Promise<void> {
    const items = this.page.locator('.notifications-toasts .notification-list-item');
    await this.settled();
    for (let left = await items.count(); left > 0; left = await items.count()) {
      const item = items.first();
      await item.hover();
      await item.locator('.codicon-notifications-clear').first().click();
      await items.nth(left - 1).waitFor({ state: 'detached' });
    }
  }

  /** What is on show now. */
  async all(): Promise<string[]> {
    return this.page
      .locator('.notifications-toasts .notification-list-item-message')
      .allInnerTexts();
  }
}
