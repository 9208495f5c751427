import assert from 'node:assert/strict';
import type { Clock } from '../../../src/common/clock.ts';
import type { Transcript } from '../../../src/net/transcript.ts';
import type { OrderStore } from '../../../src/orders/orderStore.ts';
import { PaperCore } from '../../../src/paper/core.ts';
import { VenueError } from '../../../src/venues/errors.ts';
import type { Placing } from '../../../src/venues/placing.ts';
import type { Order, Venue } from '../../../src/venues/venue.ts';
import { runSchedule } from '../../soak/schedule.ts';
import { realDesk, type DeskFactory } from '../../soak/soakWindow.ts';
import { INVARIANTS, type Invariant } from '../../soak/violations.ts';

/** More schedules than any of these mistakes needs to show. */
const ENOUGH = 60;

/** A desk whose venue was tampered with. */
function venueWith(change: (venue: Venue, seed: number) => Partial<Venue>): Broken {
  return (seed) =>
    (profile, venue, clock, ...journals) => {
      const bound = new Proxy(venue, {
        get: (target, name: keyof Venue) => {
          const value = target[name];
          return typeof value === 'function' ? value.bind(target) : value;
        },
      });
      const changed = change(bound, seed);
      const broken = new Proxy(bound, {
        get: (target, name: keyof Venue) => changed[name] ?? target[name],
      });
      return realDesk(profile, broken, clock, ...journals);
    };
}

/** A desk whose venue places orders in another way. */
function placingWith(change: (placing: Placing) => Partial<Placing>): Broken {
  return venueWith(({ placing }) => {
    const own: Placing = {
      timeWindow: placing.timeWindow,
      plan: (request, signal) => placing.plan(request, signal),
      place: (plan) => placing.place(plan),
      placeMany: (plans) => placing.placeMany(plans),
      requestLike: (order) => placing.requestLike(order),
      quote: (symbol, call) => placing.quote(symbol, call),
      terms: (call) => placing.terms(call),
      fees: (call) => placing.fees(call),
      generalFees: (call) => placing.generalFees(call),
    };
    return { placing: { ...own, ...change(own) } };
  });
}

/** A desk that is as it should be but for one thing. */
function deskWith(spoil: (desk: ReturnType<DeskFactory>, clock: Clock) => void): Broken {
  return () =>
    (profile, venue, clock, ...journals) => {
      const desk = realDesk(profile, venue, clock, ...journals);
      spoil(desk, clock);
      return desk;
    };
}

/** The desk for a seed. */
type Broken = (seed: number) => DeskFactory;

function replaceApply(store: OrderStore, change: (news: readonly Order[]) => readonly Order[]) {
  const apply = store.apply.bind(store);
  store.apply = (news, source) => apply(change(news), source);
}

const canceled = (order: Order): Order => ({ ...order, status: 'canceled' });

const MISTAKES: Readonly<Record<string, readonly [Invariant, Broken]>> = {
  'takes whatever is answered for a cancel': [
    'wrong outcome',
    venueWith((venue) => ({
      cancelOrder: async (request, signal) => {
        const { transcript } = await venue
          .cancelOrder(request, signal)
          .catch((error: VenueError) => {
            if (error.kind === 'unknownOutcome') return error as { transcript: Transcript };
            throw error;
          });
        const { value } = await venue.orderStatus([request.orderId]);
        const [order] = value.map(canceled);
        return { value: { state: 'processed', order }, transcript };
      },
    })),
  ],
  'takes a refusal for proof that nothing happened': [
    'wrong outcome',
    venueWith((venue) => ({
      cancelOrder: async (request, signal) => {
        try {
          return await venue.cancelOrder(request, signal);
        } catch (error) {
          if (error instanceof VenueError && error.kind === 'unknownOutcome') {
            throw new VenueError('notSent', 'other', error.message);
          }
          throw error;
        }
      },
    })),
  ],
  'sends a cancel again when its answer is lost': [
    'second cancel',
    venueWith((venue) => ({
      cancelOrder: (request, signal) =>
        venue.cancelOrder(request, signal).catch(() => venue.cancelOrder(request, signal)),
    })),
  ],
  'has a journal that forgets': [
    'lost cancel',
    () => (profile, venue, clock, journal, places) => {
      const forgets = { ...journal, put: () => Promise.resolve() };
      return realDesk(profile, venue, clock, forgets, places);
    },
  ],
  'sends an order again when its answer is lost': [
    'placed twice',
    placingWith(({ plan, place }) => ({
      place: (planned) =>
        place(planned).catch(async (error: VenueError) => {
          if (error.kind !== 'unknownOutcome') throw error;
          return place(await plan(planned.request));
        }),
    })),
  ],
  'sends a batch again when its answer is lost': [
    'placed twice',
    placingWith(({ plan, placeMany }) => ({
      placeMany: (planned) =>
        placeMany(planned).catch(async (error: VenueError) => {
          if (error.kind !== 'unknownOutcome') throw error;
          return placeMany(await Promise.all(planned.map(({ request }) => plan(request))));
        }),
    })),
  ],
  'takes a batch whose answer is lost for refused': [
    'denied order',
    placingWith(({ placeMany }) => ({
      placeMany: (planned) =>
        placeMany(planned).catch((error: VenueError) => {
          const { kind, message, transcript } = error;
          const refused = kind === 'unknownOutcome' ? 'rejected' : kind;
          throw new VenueError(refused, 'noPermission', message, { transcript });
        }),
    })),
  ],
  'believes at once that an order is not there': [
    'denied order',
    placingWith(() => ({ timeWindow: -30_000 })),
  ],
  'sends a second order along with every one': [
    'unasked order',
    placingWith(({ plan, place }) => ({
      place: async (planned) => {
        void place(await plan(planned.request)).catch((error: unknown) => {
          if (!(error instanceof VenueError)) throw error;
        });
        return place(planned);
      },
    })),
  ],
  'closes positions by orders that may grow one': [
    'grown position',
    placingWith(({ plan }) => ({
      plan: (request, signal) => plan({ ...request, reduceOnly: false }, signal),
    })),
  ],
  'has a journal that forgets new orders': [
    'lost placement',
    () => (profile, venue, clock, journal, places) => {
      const forgets = places && { ...places, put: () => Promise.resolve() };
      return realDesk(profile, venue, clock, journal, forgets);
    },
  ],
  'calls an order closed that a list left out': [
    'wrong order',
    deskWith(({ store }) => replaceApply(store, (news) => news.map(canceled))),
  ],
  'does not hear of the end of an order': [
    'not reconciled',
    deskWith(({ store }) =>
      replaceApply(store, (news) => news.filter(({ status }) => status !== 'canceled')),
    ),
  ],
  'opens a closed order again': [
    'reopened',
    deskWith(({ store }) => {
      const get = store.get.bind(store);
      const closed = new Set<string>();
      store.get = (orderId) => {
        const order = get(orderId);
        if (order?.status !== 'canceled') return order;
        if (closed.has(orderId)) return { ...order, status: 'open' };
        closed.add(orderId);
        return order;
      };
      replaceApply(store, (news) =>
        news.map((order) => (closed.has(order.orderId) ? { ...order, raw: 'x' } : order)),
      );
    }),
  ],
  'leaves a timer behind': ['timer left', deskWith((_desk, clock) => void clock.delay(1e9))],
  'throws where nobody catches': [
    'crash',
    deskWith(({ store }) => {
      store.onDidChange(() => {
        throw new Error('on purpose');
      });
    }),
  ],
  'shows the key in what it keeps': [
    'secret shown',
    venueWith((venue, seed) => ({
      orderStatus: async (ids, call) => {
        const answer = await venue.orderStatus(ids, call);
        const { key } = new PaperCore({ seed }).key;
        const { request } = answer.transcript;
        const headers = [...request.headers, ['x-auth-key', key] as const];
        return {
          ...answer,
          transcript: { ...answer.transcript, request: { ...request, headers } },
        };
      },
    })),
  ],
};

describe('the soak', () => {
  for (const [mistake, [invariant, broken]] of Object.entries(MISTAKES)) {
    it(`finds a client that ${mistake}: ${invariant}`, async () => {
      for (let seed = 1; seed <= ENOUGH; seed++) {
        const { violations } = await runSchedule({ seed, makeDesk: broken(seed) });
        if (violations.some((each) => each.invariant === invariant)) return;
      }
      assert.fail(`not once in ${ENOUGH} schedules`);
    });
  }

  it('has a mistake for every invariant', () => {
    const shown = new Set(Object.values(MISTAKES).map(([invariant]) => invariant));
    assert.deepEqual([...shown].sort(), Object.keys(INVARIANTS).sort());
  });

  it('does the very same for the same seed, and something else for another', async () => {
    const logOf = async (seed: number): Promise<string[]> => {
      const lines: string[] = [];
      const result = await runSchedule({ seed, note: (line) => lines.push(line) });
      return [...lines, JSON.stringify(result)];
    };
    const [first, again, other] = [await logOf(15), await logOf(15), await logOf(12)];
    assert.ok(first.length > 20);
    assert.deepEqual(first, again);
    assert.notDeepEqual(first, other);
  });

  it('finds nothing wrong with the client as it is', async () => {
    for (let seed = 100; seed < 108; seed++) {
      assert.deepEqual((await runSchedule({ seed })).violations, []);
    }
  });
});
