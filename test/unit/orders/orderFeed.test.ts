import assert from 'node:assert/strict';
import type { Evidence } from '../../../src/orders/evidence.ts';
import { OrderFeed } from '../../../src/orders/orderFeed.ts';
import { OrderStore } from '../../../src/orders/orderStore.ts';
import { html, inTurn, reset } from '../../support/faults.ts';
import { makeOrder } from './makeOrder.ts';
import { ORDER_ID, orders, startScriptedVenue, type ScriptedVenue } from './scriptedVenue.ts';

describe('the order feed', () => {
  let venue: ScriptedVenue;
  let store: OrderStore;
  let feed: OrderFeed;

  beforeEach(async () => {
    venue = await startScriptedVenue();
    store = new OrderStore();
    feed = new OrderFeed(venue.venue, store, venue.clock);
  });
  afterEach(async () => {
    feed.dispose();
    store.dispose();
    await venue.close();
  });
  const heard = (at: number): Evidence => ({ kind: 'stream', at, text: '' });
  const later = (): Promise<void> => venue.clock.delay(6_000);
  /** A list, and another when nothing on the first is too young to be missed. */
  const listTwice = async (): Promise<void> => {
    await feed.refresh();
    await later();
    await feed.refresh();
  };

  it('fills the store and says as of when', async () => {
    venue.open = orders({});
    const asOf = venue.clock.now();
    await feed.refresh();
    assert.equal(store.size, 1);
    assert.equal(feed.state.asOf, asOf);
    assert.equal(feed.state.error, undefined);
  });

  it('makes one request for everybody who asks at the same time', async () => {
    await Promise.all([feed.refresh(), feed.refresh(), feed.refresh()]);
    assert.equal(venue.count('open'), 1);
  });

  it('asks for the status of an order that the list leaves out before closing it', async () => {
    venue.open = inTurn(orders({}), orders());
    venue.status = orders({ status: 'Filled', cumFilledQty: '1', seqNum: 12 });
    await listTwice();
    assert.equal(venue.count('status'), 1);
    assert.equal(store.get(ORDER_ID)?.status, 'filled');
    assert.equal(store.size, 0);
  });

  it('opens no order again that closed while the list was under way, however many did since', async () => {
    store.apply([makeOrder()], heard(1));
    const listing = orders({ orderId: makeOrder().orderId });
    let closed = false;
    venue.open = (socket, request) => {
      const closing = Array.from({ length: 10_001 }, (_, i) => makeOrder({ orderId: `o${i}` }));
      const filled = { status: 'filled', sequence: 2 } as const;
      store.apply([makeOrder(filled)], heard(2));
      store.apply(closing, heard(2));
      store.apply(
        closing.map((order) => ({ ...order, ...filled })),
        heard(3),
      );
      closed = store.get(makeOrder().orderId) === undefined; // forgotten
      listing(socket, request);
    };
    await feed.refresh();
    assert.ok(closed);
    assert.equal(store.size, 0);
  });

  it('keeps an order whose status cannot be found, and says that it is missing', async () => {
    venue.open = inTurn(orders({}), orders());
    venue.status = orders();
    await listTwice();
    assert.equal(store.size, 1);
    assert.ok(feed.missing.has(ORDER_ID));
    assert.ok(feed.missing.get(ORDER_ID));
  });

  it('is rid of an order that the exchange does not know where a person wants it, until there is news of it', async () => {
    venue.open = inTurn(orders({}), orders());
    venue.status = orders();
    assert.equal(feed.forget(ORDER_ID), false);
    await listTwice();
    assert.equal(feed.forget(ORDER_ID), true);
    assert.deepEqual([store.size, [...store.symbols], feed.missing.size], [0, [], 0]);
    store.apply([makeOrder({ orderId: ORDER_ID })], heard(venue.clock.now()));
    assert.equal(store.size, 1);
  });

  it('is as fresh as the list where the status of what that leaves out cannot be read', async () => {
    venue.open = inTurn(orders({}), orders());
    venue.status = reset();
    await listTwice();
    assert.equal(feed.state.error, undefined);
    assert.equal(feed.isStale(1_000), false);
    assert.ok(feed.missing.has(ORDER_ID));
    assert.equal(feed.missing.get(ORDER_ID), undefined);
    assert.equal(store.size, 1);
  });

  it('does not call an order missing that its own status shows open', async () => {
    venue.open = inTurn(orders({}), orders());
    venue.status = orders({});
    await listTwice();
    assert.equal(store.size, 1);
    assert.equal(feed.missing.size, 0);
  });

  it('leaves an order alone that is younger than the list may be old', async () => {
    venue.open = inTurn(orders({}), orders());
    await feed.refresh();
    await feed.refresh();
    assert.equal(venue.count('status'), 0);
    assert.equal(store.size, 1);
  });

  it('counts the age of an order from when it was first heard of, on whichever way', async () => {
    venue.status = orders({ status: 'Canceled', seqNum: 12 });
    store.apply([makeOrder({ orderId: ORDER_ID })], heard(venue.clock.now()));
    await later();
    await feed.refresh();
    assert.equal(venue.count('status'), 1);
    assert.equal(store.get(ORDER_ID)?.status, 'canceled');
  });

  it('asks for many in parts, each of which is the proof of its own orders', async () => {
    const many = Array.from({ length: 100 }, (_, i) =>
      makeOrder({ orderId: `a${i}`, sequence: 1 }),
    );
    store.apply(many, heard(venue.clock.now()));
    venue.status = (socket, request) => {
      const ids = new URL(request.path, 'http://host').searchParams.get('orderId') ?? '';
      const closed = ids.split(',').map((orderId) => {
        return { orderId, status: 'Canceled' as const, seqNum: 12 };
      });
      orders(...closed)(socket, request);
    };
    store.onDidChange(({ orderIds, source }) => {
      assert.ok(source.kind === 'snapshot');
      const proof = Buffer.from(source.transcript.response?.body ?? []).toString();
      for (const orderId of orderIds) assert.ok(proof.includes(store.get(orderId)?.raw ?? '?'));
    });
    await later();
    await feed.refresh();
    assert.equal(venue.count('status'), 3);
    assert.equal(store.size, 0);
  });

  it('asks for it all the same soon after the clock was set back', async () => {
    let back = 0;
    const clock = { ...venue.clock, now: () => venue.clock.now() - back };
    feed.dispose();
    feed = new OrderFeed(venue.venue, store, clock);
    venue.open = inTurn(orders({}), orders());
    venue.status = orders({ status: 'Canceled', seqNum: 12 });
    await feed.refresh();
    back = 3_600_000;
    await listTwice();
    assert.equal(store.size, 0);
  });

  it('keeps what it had when a refresh fails, and is stale at once', async () => {
    venue.open = orders({});
    await feed.refresh();
    assert.equal(feed.isStale(60_000), false);
    venue.open = html(502);
    await feed.refresh();
    assert.equal(store.size, 1);
    assert.ok(feed.isStale(60_000));
    assert.equal(feed.state.error?.reason, 'gateway');
  });

  it('is stale when its answer has grown old', async () => {
    await feed.refresh();
    await later();
    assert.ok(feed.isStale(5_000));
  });

  it('is fresh again after the next good answer', async () => {
    venue.open = reset();
    await feed.refresh();
    venue.open = orders();
    await feed.refresh();
    assert.equal(feed.state.error, undefined);
    assert.equal(feed.isStale(5_000), false);
  });

  it('polls until it is stopped', async () => {
    const reached = venue.host.received(3);
    feed.startPolling(5_000);
    await reached;
    feed.stopPolling();
    assert.ok(venue.clock.waits.includes(5_000));
  });
});
