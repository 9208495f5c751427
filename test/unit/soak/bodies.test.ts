import assert from 'node:assert/strict';
import { VenueError } from '../../../src/venues/errors.ts';
import type { Order, Venue } from '../../../src/venues/venue.ts';
import { realSubject, type Subject } from '../../soak/bodies/subject.ts';
import { soakBodies } from '../../soak/bodies.ts';

/** The real client but for some of its methods. */
function but(change: (venue: Venue) => Partial<Venue>): Subject {
  return {
    ...realSubject,
    venue: (host, clock, budget) => {
      const venue = realSubject.venue(host, clock, budget);
      const changed = change(venue);
      return new Proxy(venue, {
        get: (_target, name: keyof Venue) => {
          const value: unknown = changed[name] ?? venue[name];
          return typeof value === 'function' ? value.bind(venue) : value;
        },
      });
    },
  };
}

async function violationsOf(subject: Subject): Promise<string> {
  const { violations } = await soakBodies({ bodies: 1_500, seed: 3 }, subject);
  assert.match(violations[0] ?? 'none', /^seed \d+/);
  return violations.join('\n');
}

describe('the soak of fuzzed bodies', function () {
  this.timeout(60_000);

  it('finds every call resolved or rejected as it should, and no prototype changed', async () => {
    const { title, lines, violations } = await soakBodies({ bodies: 2_000, seed: 1 });
    assert.deepEqual(violations, []);
    assert.equal(title, '2,000 fuzzed bodies');
    const [, outcomes = ''] = lines;
    const kinds = [
      'understood',
      'unreadable',
      'unknownOutcome',
      'rejected',
      'cancelOrder processed',
    ];
    for (const kind of [...kinds, 'message understood', 'stream began anew']) {
      assert.ok(outcomes.includes(`${kind} `), `nothing was ${kind}`);
    }
  });

  it('reports a reader that fails with an error of its own', async () => {
    const subject = but((venue) => ({
      openOrders: async () => {
        const { value, transcript } = await venue.openOrders().catch((error: VenueError) => {
          return { value: undefined, transcript: error.transcript! };
        });
        return { value: (value as readonly Order[]).slice(), transcript };
      },
    }));
    assert.match(await violationsOf(subject), /openOrders.*TypeError/);
  });

  it('reports a cut answer that is taken for a whole one', async () => {
    const subject = but((venue) => ({
      cancelAll: () =>
        venue.cancelAll().catch(({ transcript }: VenueError) => {
          return { value: { state: 'acknowledged' as const }, transcript: transcript! };
        }),
    }));
    assert.match(await violationsOf(subject), /cancelAll.*cut/);
  });

  it('reports a cancel that is said to be of another order', async () => {
    const subject = but((venue) => ({
      cancelOrder: ({ symbol, requestId = '' }) =>
        venue.cancelOrder({ orderId: 'another', symbol, requestId }).catch((error: VenueError) => {
          const text = Buffer.from(error.transcript?.response?.body ?? []).toString();
          if (!text.includes('"Canceled"')) throw error;
          return { value: { state: 'processed', order: undefined }, transcript: error.transcript! };
        }),
    }));
    assert.match(await violationsOf(subject), /cancelOrder.*processed, and no order/);
  });

  it('reports an answered cancel that is said not to be sent', async () => {
    const subject = but((venue) => ({
      cancelOrder: (request) =>
        venue.cancelOrder(request).catch((error: VenueError) => {
          throw new VenueError('notSent', 'other', error.message, error);
        }),
    }));
    assert.match(await violationsOf(subject), /cancelOrder is notSent/);
  });

  it('reports a prototype that was changed', async () => {
    const prototype = Object.prototype as { polluted?: boolean };
    const subject = but((venue) => ({
      account: () => {
        prototype.polluted = true;
        return venue.account();
      },
    }));
    try {
      assert.match(await violationsOf(subject), /^seed \d+: changed Object.prototype/m);
    } finally {
      delete prototype.polluted;
    }
  });

  it('reports a layout that changes a number', async () => {
    const formatJson = (text: string): string => {
      try {
        return JSON.stringify(JSON.parse(text), undefined, 2);
      } catch {
        return text;
      }
    };
    assert.match(await violationsOf({ ...realSubject, formatJson }), /changed a token/);
  });
});
