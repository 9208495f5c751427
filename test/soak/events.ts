import { OrderFeed } from '../../src/orders/orderFeed.ts';
import { OrderStore } from '../../src/orders/orderStore.ts';
import { Random } from '../../src/paper/random.ts';
import type { Venue } from '../../src/venues/venue.ts';
import { compare } from './events/compare.ts';
import { drawTreatment, treat } from './events/delivery.ts';
import { TrueExchange } from './events/trueExchange.ts';
import { Watch } from './events/watch.ts';
import { mostViolations, Tally, type SoakResult } from './result.ts';

export interface SoakEventsOptions {
  /** At least so many events; a batch is always finished. */
  readonly events: number;
  /** The first batch's seed; each further one has the next. One batch alone replays by its own. */
  readonly seed: number;
  readonly onProgress?: ((events: number) => void) | undefined;
}

/** Reconciliations in one batch, each after some hundreds of events. */
const rounds = 3;
/** Older than what the feed leaves alone, ms. */
const reconcileAfter = 5_001;

/**
 * Shuffled, repeated, lost and numberless stream events of a real exchange, with lists of open
 * orders in between that are older than some of them, end in a model equal to the exchange's after
 * one reconciliation, and on the way there no order reopens, shrinks or becomes what it never was.
 */
export async function soakEvents(
  { events, seed, onProgress }: SoakEventsOptions,
  makeStore: () => OrderStore = () => new OrderStore(),
): Promise<SoakResult> {
  const tally = new Tally();
  const violations: string[] = [];
  let batch = seed;
  for (; tally.of('events') < events && violations.length < mostViolations; batch++) {
    await runBatch(batch, makeStore(), tally, (what) => violations.push(`seed ${batch}: ${what}`));
    onProgress?.(tally.of('events'));
  }
  const of = (name: string): string => tally.of(name).toLocaleString('en');
  return {
    title: `${of('events')} stream events, shuffled, duplicated and dropped`,
    lines: [
      `${of('delivered')} arrived: ${of('dropped')} dropped, ${of('duplicated')} duplicated, ` +
        `${of('shuffled')} out of order, ${of('negative')} with sn -1`,
      `${batch - seed} batches, ${of('stale')} lists of open orders from before some of the events, ` +
        `${of('reconciled')} reconciliations`,
      `after each, all open orders compared field by field: ${of('open')}, and of those closed ` +
        `that the model knows status and fills: ${of('closed')}; every change on the way: ` +
        of('changes'),
    ],
    violations,
  };
}

async function runBatch(
  seed: number,
  store: OrderStore,
  tally: Tally,
  tell: (violation: string) => void,
): Promise<void> {
  const random = new Random(seed, 'soak events');
  const exchange = new TrueExchange(seed, random);
  const feed = new OrderFeed(exchange.venue, store, exchange.clock);
  const watch = new Watch(store, exchange.history, tell);
  feed.startStream();
  await live(exchange.venue);
  let late: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const old = await produce(exchange, random.integer(50, 500));
    const arriving = treat(exchange.texts.splice(0), drawTreatment(random), random, tally);
    const after = arriving.length - random.integer(0, Math.floor(arriving.length / 10));
    const inTime = [...late, ...arriving.slice(0, after)];
    late = arriving.slice(after);
    while (inTime.length > 0) {
      for (const text of inTime.splice(0, random.integer(1, 120))) exchange.deliver(text);
      exchange.time += random.integer(0, 3_000);
      if (old.length === 0 || random.chance(1, 2)) continue;
      exchange.lagging.push(...old.splice(random.integer(0, old.length - 1), 1));
      tally.add('stale');
      const answered = feed.refresh('background');
      for (const text of inTime.splice(0, random.integer(0, 10))) exchange.deliver(text);
      await answered;
    }
    exchange.time += reconcileAfter;
    await feed.refresh();
    const { open, closed, differences } = compare(exchange, store, feed);
    tally.add('reconciled');
    tally.add('open', open);
    tally.add('closed', closed);
    for (const difference of differences) tell(`round ${round + 1}: ${difference}`);
  }
  tally.add('changes', watch.changes);
  feed.dispose();
  store.dispose();
  await exchange.venue.close();
  exchange.end();
}

/** Lets the exchange send so many events. @returns lists of open orders as it answered on the way */
async function produce(exchange: TrueExchange, events: number): Promise<Uint8Array[]> {
  const lists: Uint8Array[] = [];
  for (const part of [0.3, 0.6, 0.9, 1]) {
    while (exchange.texts.length < events * part) exchange.act();
    if (part < 1) lists.push(await exchange.openBody());
  }
  return lists;
}

function live(venue: Venue): Promise<void> {
  return new Promise((resolve) => {
    const heard = venue.stream?.().onDidChangeState(({ phase }) => {
      if (phase !== 'live') return;
      heard?.dispose();
      resolve();
    });
  });
}
