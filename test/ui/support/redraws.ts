import type { Page } from 'playwright-core';

/** Counts how often the extension host tells the window to draw a tree again, and how much it says. */
export class RedrawCounter {
  /** When each was told, Unix ms. */
  readonly times: number[] = [];
  bytes = 0;

  /** To be called before the page loads. */
  watch(page: Page): void {
    page.on('websocket', (socket) => {
      socket.on('framereceived', ({ payload }) => {
        this.bytes += payload.length;
        // The name of the call, as VS Code's protocol writes it.
        if (payload.includes('$refresh')) this.times.push(Date.now());
      });
    });
  }

  /** The most within any second since `from`. */
  most(from: number): number {
    const times = this.times.filter((time) => time >= from);
    const within = times.map((end) => times.filter((at) => at > end - 1_000 && at <= end).length);
    return Math.max(0, ...within);
  }
}
