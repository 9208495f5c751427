import assert from 'node:assert/strict';
import { systemClock } from '../../../src/common/clock.ts';
import { Desk } from '../../../src/desk/desk.ts';
import { PAPER } from '../../../src/desk/profile.ts';
import { RateBudget } from '../../../src/net/rateBudget.ts';
import { TranscriptLog } from '../../../src/net/transcriptLog.ts';
import type { CancelReport } from '../../../src/orders/cancelOutcome.ts';
import type { CancelTarget } from '../../../src/orders/pendingCancel.ts';
import { createAscendexVenue } from '../../../src/venues/ascendex/client.ts';
import type { Venue } from '../../../src/venues/venue.ts';
import { memoryJournal } from '../../../src/orders/journal.ts';
import { live, until } from '../../support/paperDesks.ts';
import { testCertificate } from '../../support/testCertificate.ts';
import type { Account, Wire } from './exchange.ts';
import type { Canceler } from './rivals.ts';

/** The client as the extension builds it, transcripts kept in its log; with its own budget, if no other. */
function ourVenue(account: Account, wire: Wire, budget?: RateBudget): Venue {
  const log = new TranscriptLog();
  const { apiKey, secret, accountGroup } = account;
  const origin = account[wire];
  return createAscendexVenue({
    ...{ origin, accountGroup, keyEncoding: 'utf8', cancelMethod: 'DELETE', budget },
    credentials: { apiKey, secret, origin },
    connect: { ca: [testCertificate] },
    onTranscript: (transcript) => log.add(transcript),
  });
}

/**
 * The client as one of those that are compared. Its budget lets everything out at once: the usual one has
 * room for 2,000 requests and gets 33 a second back, which is no property of the way they are sent.
 */
export function ours(account: Account, wire: Wire): Canceler {
  const budget = new RateBudget({ clock: systemClock, random: Math.random, perMinute: 1e9 });
  const venue = ourVenue(account, wire, budget);
  return {
    cancel: async (target) => {
      const { value } = await venue.cancelOrder(target);
      assert.equal(value.order?.orderId, target.orderId);
      assert.equal(value.order.status, 'canceled');
    },
    close: () => venue.close(),
  };
}

/** A desk as a window has it: stream live, so many open orders known, the usual budget. */
export async function openDesk(account: Account, wire: Wire, orders: number): Promise<Desk> {
  const desk = new Desk(PAPER, ourVenue(account, wire), systemClock, memoryJournal());
  await live(desk);
  await until(desk, () => desk.store.size === orders && !desk.feed.state.loading);
  return desk;
}

/** Ends badly where not every one of these was proven to be canceled. */
export function assertCanceled(reports: readonly CancelReport[], count: number): void {
  assert.equal(reports.length, count);
  for (const { outcome } of reports) assert.equal(outcome.kind, 'canceled');
}

/** The account's open orders, in no order. */
export async function openOrders(account: Account): Promise<CancelTarget[]> {
  const venue = ourVenue(account, 'plain');
  const { value } = await venue.openOrders();
  await venue.close();
  return value.map(({ orderId, symbol }) => ({ orderId, symbol }));
}
