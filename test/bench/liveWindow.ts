import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import type { PaperExchange } from '../../src/paper/exchange.ts';
import { bestOffset, type ClockSample } from '../../src/net/clockOffset.ts';
import type { VsCode } from '../ui/support/index.ts';

/** This process's own time as Unix ms, with fractions. */
export const now = (): number => performance.timeOrigin + performance.now();

const ASKED = 30;

/**
 * How far the page's clock is ahead of this process's, ms, and how wrong that may be. Both run on one
 * machine, but each counts from a start of its own.
 */
export async function pageClock(
  page: VsCode['page'],
): Promise<{ offset: number; uncertainty: number }> {
  const samples: ClockSample[] = [];
  for (let i = 0; i < ASKED; i += 1) {
    const sentAt = now();
    const venueAt = await page.evaluate<number>('performance.timeOrigin + performance.now()');
    samples.push({ sentAt, receivedAt: now(), venueAt });
  }
  const best = bestOffset(samples);
  if (!best) throw new Error('the page does not tell its time');
  return best;
}

/** When requests arrive at the exchanges of this process: their headers are read then. */
export class Arrivals {
  readonly #seen: { readonly method: string; readonly path: string; readonly at: number }[] = [];
  readonly #onStart = (message: unknown): void => {
    const { request } = message as { request: IncomingMessage };
    this.#seen.push({ method: request.method ?? '', path: request.url ?? '', at: now() });
  };

  constructor() {
    subscribe('http.server.request.start', this.#onStart);
  }

  /** The times of all requests with that method so far, Unix ms. */
  of(method: string): readonly number[] {
    return this.#seen.filter((each) => each.method === method).map(({ at }) => at);
  }

  end(): void {
    unsubscribe('http.server.request.start', this.#onStart);
  }
}

/** What "Add Profile…" asks for, to trade on an exchange of this process. */
export function answersFor({ ready }: PaperExchange, name: string) {
  const { url: origin, apiKey, secret, accountGroup } = ready;
  return { origin, name, group: String(accountGroup), apiKey, secret };
}
