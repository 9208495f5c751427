import type { Locator, Page } from 'playwright-core';

/** What a screen reader is told of a window: the names of what is there, and what is announced. */
export class ScreenReader {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Keeps from now on what VS Code announces in its live regions, which it empties for the next one. */
  async listen(): Promise<void> {
    await this.page.evaluate(`(() => {
      window.announced = [];
      const regions = document.querySelector('.monaco-aria-container');
      new MutationObserver(() => {
        for (const region of regions.querySelectorAll('[role=alert], [aria-live]'))
          if (region.textContent && window.announced.at(-1) !== region.textContent)
            window.announced.push(region.textContent);
      }).observe(regions, { childList: true, characterData: true, subtree: true });
    })()`);
  }

  /** Waits until something that matches was announced, and returns it. */
  async hears(text: RegExp): Promise<string> {
    const found = await this.page.waitForFunction(
      `window.announced.find((text) => ${String(text)}.test(text))`,
    );
    return String(await found.jsonValue());
  }

  /** The name of what has the focus: in a tree or a list, of its row. */
  focused(): Promise<string> {
    return this.page.evaluate<string>(`(() => {
      const { activeElement: at } = document;
      const row = document.getElementById(at?.getAttribute('aria-activedescendant') ?? '');
      return (row ?? at)?.getAttribute('aria-label') ?? '';
    })()`);
  }
}

/** The labels of some elements, as they are read out. */
export async function labelsOf(elements: Locator): Promise<string[]> {
  const labels: string[] = [];
  for (const each of await elements.all())
    labels.push((await each.getAttribute('aria-label')) ?? '');
  return labels;
}
