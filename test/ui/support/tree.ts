import type { Locator, Page } from 'playwright-core';
import { PATIENCE_MS } from './patience.ts';

/** The tree in a view of the sidebar. Rows are found by the text on them. */
export class Tree {
  private readonly page: Page;
  private readonly pane: Locator;

  constructor(page: Page, view: string) {
    this.page = page;
    this.pane = page.locator('.part.sidebar .pane', {
      has: page.locator('.pane-header').filter({ hasText: view }),
    });
  }

  /** Opens the view where it is folded, so that only its title is in sight. */
  unfold(): Promise<void> {
    return this.foldTo('true');
  }

  /** Folds the view, which leaves the others its room. */
  fold(): Promise<void> {
    return this.foldTo('false');
  }

  private async foldTo(expanded: 'true' | 'false'): Promise<void> {
    const header = this.pane.locator('.pane-header');
    await header.waitFor();
    if ((await header.getAttribute('aria-expanded')) !== expanded) await header.click();
  }

  /** The first row whose text has `text`. */
  row(text: string | RegExp): Locator {
    return this.rows(text).first();
  }

  rows(text: string | RegExp = /(?:)/): Locator {
    return this.pane.locator('.monaco-list-row').filter({ hasText: text });
  }

  /** Waits for a row that has `text`. */
  async shows(text: string | RegExp, timeout = PATIENCE_MS): Promise<void> {
    await this.row(text).waitFor({ timeout });
  }

  /** Waits until no row has `text`. */
  async lacks(text: string | RegExp, timeout = PATIENCE_MS): Promise<void> {
    await this.row(text).waitFor({ state: 'detached', timeout });
  }

  /** The text of the rows in sight, from the top down; label and description of each. */
  async texts(): Promise<string[]> {
    const texts = await this.rows().locator('.monaco-icon-label-container').allInnerTexts();
    return texts.map((text) => text.replaceAll(/\s+/g, ' ').trim());
  }

  /** Waits until the keys that are pressed go to the tree, and to a row that has `text` where that is given. */
  async focused(text?: string | RegExp, timeout = PATIENCE_MS): Promise<void> {
    const tree = this.pane.locator('.monaco-list:focus');
    if (text === undefined) await tree.waitFor();
    else
      await tree.locator('.monaco-list-row.focused').filter({ hasText: text }).waitFor({ timeout });
  }

  async click(text: string | RegExp): Promise<void> {
    await this.row(text).click();
  }

  expand(text: string | RegExp): Promise<void> {
    return this.turn(text, 'true');
  }

  collapse(text: string | RegExp): Promise<void> {
    return this.turn(text, 'false');
  }

  private async turn(text: string | RegExp, expanded: 'true' | 'false'): Promise<void> {
    const row = this.row(text);
    const turned = this.rows(text)
      .and(this.page.locator(`[aria-expanded="${expanded}"]`))
      .first();
    const wrong = async (): Promise<boolean> =>
      (await row.getAttribute('aria-expanded')) !== expanded;
    // A row that is drawn anew just then does not turn.
    for (let tries = 5; tries > 0 && (await wrong()); tries -= 1) {
      await row.locator('.monaco-tl-twistie').click();
      await turned.waitFor({ timeout: 3_000 }).catch(() => undefined);
    }
    await turned.waitFor();
  }

  /** Presses one of the icons that a row shows while the pointer is on it. */
  async inlineAction(text: string | RegExp, action: string): Promise<void> {
    const button = this.row(text).getByRole('button', { name: action });
    // A message that comes up above the rows moves them away from below the pointer.
    for (let tries = 5; tries > 1; tries -= 1) {
      await this.row(text).hover();
      const pressed = await button.click({ timeout: 3_000 }).then(
        () => true,
        () => false,
      );
      if (pressed) return;
    }
    await this.row(text).hover();
    await button.click();
  }

  /** Opens a row's context menu and chooses `item`. */
  async contextMenu(text: string | RegExp, item: string): Promise<void> {
    await this.row(text).click({ button: 'right' });
    const menu = this.page.locator('.context-view .monaco-menu');
    // A menu takes no clicks for its first tenth of a second, but it does take keys.
    // By its label: an item's name has its key in it.
    await menu.locator('.action-label').getByText(item, { exact: true }).hover();
    await menu.locator('.action-item.focused', { hasText: item }).waitFor();
    await this.page.keyboard.press('Enter');
    await menu.waitFor({ state: 'detached' });
  }

  /** What a row's context menu offers. */
  async contextMenuItems(text: string | RegExp): Promise<string[]> {
    await this.row(text).click({ button: 'right' });
    const menu = this.page.locator('.context-view .monaco-menu');
    await menu.waitFor();
    const items = await menu.locator('.action-label').allInnerTexts();
    await this.page.keyboard.press('Escape');
    await menu.waitFor({ state: 'detached' });
    return items.filter((each) => each.trim() !== '');
  }

  /** Presses an icon in the view's title, which a view on its own shares with its container. */
  async titleAction(action: string): Promise<void> {
    const ownHeader = this.pane.locator('.pane-header');
    const shared = !(await ownHeader.isVisible());
    const header = shared ? this.page.locator('.part.sidebar > .composite.title') : ownHeader;
    await header.hover();
    await header.getByRole('button', { name: action }).click();
  }

  /** What the view says instead of rows, its buttons included. */
  async welcome(text: string | RegExp = /./): Promise<string> {
    const content = this.pane.locator('.welcome-view-content').filter({ hasText: text });
    await content.waitFor();
    return content.innerText();
  }

  /** Presses a button that the view shows in place of rows. */
  async pressWelcome(button: string): Promise<void> {
    await this.pane.locator('.welcome-view-content').getByRole('button', { name: button }).click();
  }

  /** The message above the rows. */
  async message(text: string | RegExp = /./): Promise<string> {
    const message = this.pane
      .locator('.tree-explorer-viewlet-tree-view .message')
      .filter({ hasText: text });
    await message.waitFor();
    return message.innerText();
  }

  /** Waits until there is no message above the rows. */
  async messageGone(): Promise<void> {
    const message = this.pane.locator('.tree-explorer-viewlet-tree-view .message');
    await message.filter({ hasText: /./ }).waitFor({ state: 'hidden' });
  }
}
