import type { Page } from 'playwright-core';

/** Types into the editor in front and measures how long each key takes until it is on the screen. */
export class Typist {
  private readonly page: Page;
  private typed = 0;

  constructor(page: Page) {
    this.page = page;
  }

  /** Begins to watch the editor. */
  async begin(): Promise<void> {
    await this.focus();
    await this.page.evaluate(WATCH);
  }

  private async focus(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+1');
    await this.page.locator('.editor-group-container.active .monaco-editor.focused').waitFor();
  }

  /** Types for so long, one key after the other. @returns ms for each key */
  async type(ms: number): Promise<number[]> {
    await this.focus();
    const end = Date.now() + ms;
    const from = this.typed;
    while (Date.now() < end) {
      const key = (this.typed + 1) % 60 === 0 ? 'Enter' : 'x';
      this.typed += 1;
      await this.page.keyboard.press(key);
      await this.page.waitForFunction(`typing.echoes.length >= ${this.typed}`);
    }
    return (await this.page.evaluate<number[]>('typing.echoes')).slice(from);
  }
}

/** From the key's own time, when the browser was handed it, to the end of the frame that shows it. */
const WATCH = `{
  const typing = (globalThis.typing = { echoes: [], at: undefined });
  addEventListener('keydown', ({ timeStamp }) => (typing.at = timeStamp), true);
  const lines = document.querySelector('.editor-group-container.active .view-lines');
  const observer = new MutationObserver(() => {
    const { at } = typing;
    if (at === undefined) return;
    typing.at = undefined;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => typing.echoes.push(performance.now() - at);
      port2.postMessage(0);
    });
  });
  observer.observe(lines, { subtree: true, childList: true, characterData: true });
}`;
