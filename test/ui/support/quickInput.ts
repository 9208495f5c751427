import type { Locator, Page } from 'playwright-core';

/** The box at the top of the window: command palette, pickers and input boxes. */
export class QuickInput {
  private readonly page: Page;
  private readonly widget: Locator;
  private readonly box: Locator;
  private readonly rows: Locator;

  constructor(page: Page) {
    this.page = page;
    this.widget = page.locator('.quick-input-widget');
    this.box = this.widget.locator('.quick-input-box input');
    this.rows = this.widget.locator('.quick-input-list .monaco-list-row');
  }

  async openPalette(): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.box.waitFor();
  }

  /** Waits until the box is open; for pickers that a command opens. */
  async opened(placeholder?: string | RegExp): Promise<void> {
    await this.box.waitFor();
    if (placeholder === undefined) return;
    await this.widget.getByPlaceholder(placeholder).waitFor();
  }

  async closed(): Promise<void> {
    await this.box.waitFor({ state: 'hidden' });
  }

  async fill(text: string): Promise<void> {
    await this.box.fill(text);
  }

  /** Types `text` and presses Enter. */
  async submit(text: string): Promise<void> {
    await this.fill(text);
    await this.box.press('Enter');
  }

  async dismiss(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.closed();
  }

  /** Presses the button that leads to the step before. */
  async back(): Promise<void> {
    await this.widget.getByRole('button', { name: 'Back' }).click();
  }

  /** What stands in the box. */
  async value(): Promise<string> {
    await this.box.waitFor();
    return this.box.inputValue();
  }

  /** Whether what is typed is masked. */
  async masked(): Promise<boolean> {
    await this.box.waitFor();
    return (await this.box.getAttribute('type')) === 'password';
  }

  /** Title, prompt and validation message: all the words around the box. */
  async text(): Promise<string> {
    await this.box.waitFor();
    return this.widget.innerText();
  }

  /** Waits until the words around the box say `text`. */
  async says(text: string | RegExp): Promise<void> {
    await this.widget.filter({ hasText: text }).waitFor();
  }

  /** Clicks the row whose label is `label`, or contains it where no row is exactly that. */
  async pick(label: string): Promise<void> {
    const containing = this.rows.filter({ hasText: label });
    await containing.first().waitFor();
    const labels = await this.settledLabels();
    const exact = labels.indexOf(label);
    const row = exact >= 0 ? this.rows.nth(exact) : containing.first();
    await row.locator('.label-name').first().click();
  }

  /** The labels on show, once two looks a frame apart agree. */
  async settledLabels(): Promise<string[]> {
    let before: string[] = [];
    for (;;) {
      const now = await this.labels();
      if (now.length > 0 && now.join('\n') === before.join('\n')) return now;
      before = now;
      await this.page.evaluate('new Promise((done) => requestAnimationFrame(() => done()))');
    }
  }

  /** The labels on show; long lists show only the part in sight. */
  async labels(): Promise<string[]> {
    const first = '.quick-input-list-row:first-child .label-name';
    const texts = await this.rows.locator(first).allInnerTexts();
    return texts.map((text) => text.replaceAll(/\s+/g, ' ').trim());
  }
}
