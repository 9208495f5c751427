import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { OrderEvent } from '../../../src/orders/orderNews.ts';
import { OrderNews } from '../../../src/orders/orderNews.ts';
import { OrderStore } from '../../../src/orders/orderStore.ts';
import { claimEvents } from '../../../src/orders/told.ts';
import { FileClaims } from '../../../src/platform/claims.ts';
import type { Order } from '../../../src/venues/venue.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { makeOrder } from '../orders/makeOrder.ts';

const DAY_MS = 24 * 3_600_000;

describe('what windows have told of', () => {
  let folder: string;
  let clock: ManualClock;
  const errors: string[] = [];
  const log = { error: (text: string) => void errors.push(text) };

  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'order-desk-told-')), 'told');
    clock = new ManualClock(Date.now());
    errors.length = 0;
  });
  afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

  /** The claims as one window has them. */
  function open(isFocused = true, profileId = 'live', where = folder): FileClaims {
    return new FileClaims(where, profileId, { clock, log, isFocused: () => isFocused });
  }
  const event = (
    orderId: string,
    kind: OrderEvent['kind'],
    filledQuantity = '0',
    quantity = filledQuantity,
  ): OrderEvent => ({ kind, quantity, order: makeOrder({ orderId, filledQuantity }) });
  const told = (events: readonly OrderEvent[]): string[] =>
    events.map(({ kind, order, quantity }) => `${order.orderId} ${kind} ${quantity}`);

  it('is claimed by one of those that ask at once, for each profile', async () => {
    const windows = Array.from({ length: 8 }, () => open());
    const got = await Promise.all(windows.map((each) => each.claim('a', 'filled1')));
    assert.equal(got.filter(Boolean).length, 1);
    assert.equal(await open(true, 'other').claim('a', 'filled1'), true);
    assert.equal(await open().claim('a', 'filled2'), true);
    assert.equal(await open().claim('b', 'filled1'), true);
    assert.deepEqual(errors, []);
  });

  it('is each event once, whatever window hears of it and in whatever portions', async () => {
    const [one, two] = [open(), open()];
    assert.deepEqual(told(await claimEvents(one, [event('a', 'partlyFilled', '0.2')])), [
      'a partlyFilled 0.2',
    ]);
    const later = [event('a', 'partlyFilled', '0.50', '0.5'), event('b', 'triggered')];
    assert.deepEqual(told(await claimEvents(two, later)), ['a partlyFilled 0.3', 'b triggered 0']);
    assert.deepEqual(told(await claimEvents(one, [event('a', 'partlyFilled', '0.5', '0.3')])), []);
    assert.deepEqual(told(await claimEvents(one, [event('a', 'partlyFilled', '0.4', '0.2')])), []);
    assert.deepEqual(told(await claimEvents(one, [event('b', 'triggered')])), []);
    const ends = [event('a', 'filled', '1', '0.5'), event('b', 'rejected')];
    assert.deepEqual(told(await claimEvents(one, ends)), ['a filled 0.5', 'b rejected 0']);
    assert.deepEqual(told(await claimEvents(open(), ends)), []);
  });

  it('is kept in names that say nothing of profile and order', async () => {
    await open(true, 'My Profile').claim('../order', 'filled0.01');
    assert.match(readdirSync(folder).join(), /^[0-9a-f]{32}-filled0\.01$/);
  });

  it('is left to the window that the person looks at, for a moment', async () => {
    const { signal } = new AbortController();
    let turn = false;
    await open(true).turn(signal);
    void open(false)
      .turn(signal)
      .then(() => (turn = true));
    await clock.advance(600);
    assert.equal(turn, false);
    await clock.advance(100);
    assert.equal(turn, true);
  });

  it('is forgotten after some days, and before that where there is too much of it', async () => {
    const first = open();
    for (let i = 0; i < 2_150; i += 1) await first.claim(`o${i}`, 'triggered');
    await open().claim('latest', 'triggered');
    await until(() => readdirSync(folder).length <= 2_000);
    assert.equal(await open().claim('latest', 'triggered'), false);
    await clock.advance(8 * DAY_MS);
    await open().claim('new', 'triggered');
    await until(() => readdirSync(folder).length < 2);
  });

  it('is told of all the same where it cannot be kept, and the log says so', async () => {
    writeFileSync(join(folder, '..', 'taken'), '');
    const claims = open(true, 'live', join(folder, '..', 'taken'));
    const events = [event('a', 'filled', '1')];
    assert.equal((await claimEvents(claims, events)).length, 1);
    assert.equal((await claimEvents(claims, events)).length, 1);
    assert.match(errors.join(), /may be told of twice/);
  });

  /** Looks again each time that the disk has had its say. */
  async function until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise((resolve) => setImmediate(resolve));
  }

  describe('of two windows on a live profile', () => {
    interface Window {
      readonly store: OrderStore;
      readonly news: OrderNews;
      readonly told: string[];
      readonly underWay: Set<string>;
    }
    let windows: Window[];
    let sequence = 0;

    beforeEach(() => (windows = []));
    afterEach(() => windows.forEach(close));

    function openWindow(isFocused: boolean): Window {
      const store = new OrderStore();
      const underWay = new Set<string>();
      const phaseOf = (id: string) => (underWay.has(id) ? 'acknowledged' : undefined);
      const cancels = { phaseOf };
      const news = new OrderNews({ store, cancels, places: cancels, clock }, open(isFocused));
      const window: Window = { store, news, told: [], underWay };
      news.onDidHappen((events) => window.told.push(...told(events)));
      windows.push(window);
      return window;
    }
    function close({ news, store }: Window): void {
      news.dispose();
      store.dispose();
    }
    function hear(changes: Partial<Order>, by: readonly Window[] = windows): void {
      const order = makeOrder({ quantity: '2', sequence: (sequence += 1), ...changes });
      for (const { store } of by) store.apply([order], { kind: 'stream', at: 0, text: '' });
    }
    /** Long enough for all to have been told, and for the disk. */
    async function pass(): Promise<void> {
      for (let i = 0; i < 80; i += 1) {
        await clock.advance(100);
        await readdir(dirname(folder));
      }
    }

    it('the one that is looked at tells, and no other', async () => {
      const [behind, before] = [openWindow(false), openWindow(true)];
      hear({ orderId: 'a' });
      hear({ orderId: 'a', status: 'partiallyFilled', filledQuantity: '0.5' });
      await pass();
      hear({ orderId: 'a', status: 'filled', filledQuantity: '2' });
      await pass();
      assert.deepEqual(before.told, ['a partlyFilled 0.5', 'a filled 1.5']);
      assert.deepEqual(behind.told, []);
    });

    it('one tells where neither is looked at', async () => {
      const [one, two] = [openWindow(false), openWindow(false)];
      hear({ orderId: 'a' });
      hear({ orderId: 'a', status: 'rejected' });
      await pass();
      assert.deepEqual([...one.told, ...two.told], ['a rejected 0']);
    });

    it('the other one tells where the one that is looked at is closed before it has', async () => {
      const [behind, before] = [openWindow(false), openWindow(true)];
      hear({ orderId: 'a' });
      hear({ orderId: 'a', status: 'filled', filledQuantity: '2' });
      await clock.advance(500);
      close(before);
      await pass();
      assert.deepEqual([behind.told, before.told], [['a filled 2'], []]);
    });

    it('neither tells of what a cancel of one of them comes to, though it is the other that is looked at', async () => {
      const [canceling, before] = [openWindow(false), openWindow(true)];
      hear({ orderId: 'a' });
      canceling.underWay.add('a');
      hear({ orderId: 'a', status: 'filled', filledQuantity: '2' });
      await pass();
      assert.deepEqual([canceling.told, before.told], [[], []]);
    });

    it('neither tells of fills that the answer to a new order of one of them shows', async () => {
      const [placing, before] = [openWindow(false), openWindow(true)];
      placing.underWay.add('n');
      const filled = makeOrder({
        orderId: 'n',
        status: 'filled',
        filledQuantity: '2',
        quantity: '2',
      });
      const answer = { kind: 'place', at: 0, transcript: {} } as never;
      placing.store.apply([filled], answer);
      placing.underWay.delete('n');
      hear({ ...filled, sequence: (sequence += 1) });
      await pass();
      assert.deepEqual([placing.told, before.told], [[], []]);
    });

    it('a window that is opened meanwhile repeats nothing, and says how much more it is', async () => {
      const closed = openWindow(true);
      hear({ orderId: 'a' });
      hear({ orderId: 'a', status: 'partiallyFilled', filledQuantity: '0.5' });
      await pass();
      close(closed);
      const next = openWindow(true);
      // The stream is there before the list.
      hear({ orderId: 'a', status: 'partiallyFilled', filledQuantity: '0.5' }, [next]);
      await pass();
      hear({ orderId: 'a', status: 'partiallyFilled', filledQuantity: '0.6' }, [next]);
      await pass();
      assert.deepEqual(next.told, ['a partlyFilled 0.1']);
    });
  });
});
