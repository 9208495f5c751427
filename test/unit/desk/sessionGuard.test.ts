import assert from 'node:assert/strict';
import type { Desk } from '../../../src/desk/desk.ts';
import type { SeenOrders, SeenStore } from '../../../src/desk/seenOrders.ts';
import type { Meanwhile } from '../../../src/desk/sessionGuard.ts';
import type { AscendexOptions } from '../../../src/venues/ascendex/client.ts';
import type { Claims } from '../../../src/orders/told.ts';
import { memoryClaims } from '../../support/memoryClaims.ts';
import { live, PaperDesks, until } from '../../support/paperDesks.ts';

/** Keeps in memory what a file would keep. */
class Seen implements SeenStore {
  kept: SeenOrders | undefined;
  get = (): SeenOrders | undefined => this.kept;
  /** Called when it is kept as a window goes on. */
  onDidPut = (): void => undefined;
  put = (seen: SeenOrders): Promise<void> => {
    this.putNow(seen);
    this.onDidPut();
    return Promise.resolve();
  };
  putNow = (seen: SeenOrders): void => void (this.kept = seen);
  forget = (): void => void (this.kept = undefined);

  /** The same, as of so many ms before. */
  age(ms: number): void {
    assert.ok(this.kept);
    this.kept = { ...this.kept, seenAt: this.kept.seenAt - ms };
  }
}

describe('orders that are open when a window is closed', () => {
  const rig = new PaperDesks();
  let seen: Seen;

  beforeEach(async () => {
    await rig.start(4);
    seen = new Seen();
  });
  afterEach(() => rig.end());

  /** A window that was open and is closed. */
  async function before(): Promise<readonly string[]> {
    const desk = await listed({});
    desk.dispose();
    return (seen.kept?.orders ?? []).map(({ orderId }) => orderId);
  }
  async function listed(options: Partial<AscendexOptions>): Promise<Desk> {
    const desk = rig.desk(undefined, options, seen);
    await live(desk);
    await until(desk, () => desk.feed.state.asOf !== undefined);
    return desk;
  }
  /** What the next window tells. */
  function next(claims?: Claims): Promise<Meanwhile> {
    const desk = rig.desk(undefined, {}, seen, claims);
    return new Promise((resolve) => desk.start?.guard.onDidFind(resolve));
  }

  it('are kept as they were, to the last', async () => {
    const desk = await listed({});
    const [first] = desk.store.working;
    assert.ok(first);
    await desk.cancels.cancel(first);
    desk.dispose();
    const { seenAt, orders } = seen.kept ?? assert.fail();
    assert.ok(Math.abs(Date.now() - seenAt) < 5_000);
    assert.equal(orders.length, 3);
    assert.ok(orders.every(({ orderId }) => orderId !== first.orderId));
    assert.deepEqual(Object.keys(orders[0] ?? {}).sort(), [
      ...['filledQuantity', 'orderId', 'price', 'quantity', 'side', 'status', 'stopPrice'],
      'symbol',
    ]);
  });

  it('are told of with what became of them meanwhile', async () => {
    const ids = await before();
    assert.equal(ids.length, 4);
    const other = rig.desk();
    await until(other, () => other.store.working.length === 4);
    const [canceled] = other.store.working;
    assert.ok(canceled);
    await other.cancels.cancel(canceled);
    const told = await next();
    assert.deepEqual([told.before, told.open], [4, 3]);
    assert.deepEqual(
      told.ended.map(({ orderId, status }) => [orderId, status]),
      [[canceled.orderId, 'canceled']],
    );
    assert.deepEqual([told.filledMore, told.unknown], [[], []]);
    assert.equal(told.transcript?.action, 'order-status');
  });

  it('are told of where more of them has filled', async () => {
    await before();
    const { kept } = seen;
    const [order] = kept?.orders ?? [];
    assert.ok(kept && order);
    seen.kept = { ...kept, orders: [{ ...order, filledQuantity: '-1' }] };
    const { filledMore, open } = await next();
    assert.deepEqual([filledMore.map(({ orderId }) => orderId), open], [[order.orderId], 1]);
  });

  it('are told of as not known where the exchange does not know them', async () => {
    await before();
    const { kept } = seen;
    const [order] = kept?.orders ?? [];
    assert.ok(kept && order);
    const gone = { ...order, orderId: `a${'0'.repeat(31)}` };
    seen.kept = { ...kept, orders: [order, gone] };
    const told = await next();
    assert.deepEqual([told.before, told.open, told.unknown], [2, 1, [gone]]);
  });

  it('are told of after a while though nothing became of them', async () => {
    await before();
    seen.age(60_000);
    const told = await next();
    assert.deepEqual([told.before, told.open, told.ended], [4, 4, []]);
  });

  it('are not told of after a moment where nothing became of them', async () => {
    await before();
    assert.equal(await toldNext(), 0);
  });

  /** How often the next windows tell, until each has looked back and keeps anew what is open. */
  async function toldNext(claims = memoryClaims(), windows = 1): Promise<number> {
    let told = 0;
    let left = windows;
    const looked = new Promise<void>((resolve) => {
      seen.onDidPut = () => void ((left -= 1) === 0 && resolve());
    });
    for (let i = 0; i < windows; i += 1)
      rig.desk(undefined, {}, seen, claims).start?.guard.onDidFind(() => (told += 1));
    await looked;
    return told;
  }

  it('are told of by one of the windows that are opened together', async () => {
    await before();
    seen.age(60_000);
    let left = 3;
    const all = Promise.withResolvers<void>();
    // Each has looked back before any of them keeps anything anew.
    const turn = (): Promise<void> => {
      if ((left -= 1) === 0) all.resolve();
      return all.promise;
    };
    assert.equal(await toldNext({ ...memoryClaims(), turn }, 3), 1);
  });

  it('are not told of where an alert of some window has told what became of them', async () => {
    await before();
    const claims = memoryClaims();
    const { kept } = seen;
    const [more, triggered] = kept?.orders ?? [];
    assert.ok(kept && more && triggered);
    const orders = [
      { ...more, filledQuantity: '-1' },
      { ...triggered, status: 'pending' as const },
    ];
    seen.kept = { ...kept, orders };
    await claims.claim(more.orderId, 'filled0');
    await claims.claim(triggered.orderId, 'triggered');
    assert.equal(await toldNext(claims), 0);
    seen.kept = { ...kept, orders, seenAt: kept.seenAt + 1 };
    assert.equal(await toldNext(memoryClaims()), 1);
  });

  it('are told of where a stop was triggered', async () => {
    await before();
    const { kept } = seen;
    const [order] = kept?.orders ?? [];
    assert.ok(kept && order);
    seen.kept = { ...kept, orders: [{ ...order, status: 'pending' }] };
    const { triggered, filledMore } = await next();
    assert.deepEqual([triggered.map(({ orderId }) => orderId), filledMore], [[order.orderId], []]);
  });

  it('are kept as they were before what is still to be told when the window is closed', async () => {
    const desk = await listed({});
    const [first] = desk.store.working;
    assert.ok(first);
    const { orderId, quantity, sequence } = first;
    const filled = { ...first, sequence: sequence + 1, filledQuantity: quantity };
    const heard = { kind: 'stream', at: 0, text: '' } as const;
    desk.store.apply([{ ...filled, status: 'filled' }], heard);
    desk.dispose();
    const kept = seen.kept?.orders.find((order) => order.orderId === orderId);
    assert.deepEqual([kept?.status, kept?.filledQuantity], ['open', '0']);
  });

  it('are kept for the next window where one is closed before it has told of them', async () => {
    await before();
    seen.age(60_000);
    const { kept } = seen;
    const desk = rig.desk(undefined, {}, seen, { ...memoryClaims(), turn: () => forever });
    await live(desk);
    await until(desk, () => desk.feed.state.asOf !== undefined);
    desk.dispose();
    assert.equal(seen.kept, kept);
  });
  const forever = new Promise<void>(() => undefined);

  it('are not taken for none by a window that never listed them', async () => {
    await before();
    const { kept } = seen;
    const desk = rig.desk(undefined, { accountGroup: '99' }, seen);
    await desk.feed.refresh();
    assert.ok(desk.feed.state.error);
    desk.dispose();
    assert.equal(seen.kept, kept);
  });
});

describe('a key that is about to expire', () => {
  const rig = new PaperDesks();
  afterEach(() => rig.end());
  beforeEach(() => rig.start(1));

  async function key(days: number): Promise<AscendexOptions['credentials']> {
    const { url } = rig.exchange.ready;
    const expireTime = Date.now() + days * 24 * 3_600_000;
    const response = await fetch(`${url}/paper/v1/keys`, {
      method: 'POST',
      headers: { 'x-paper-control': '1', 'content-type': 'application/json' },
      body: JSON.stringify({ expireTime }),
    });
    const { data } = (await response.json()) as { data: { apiKey: string; secret: string } };
    return { ...data, origin: url };
  }

  it('is told of when it is used, once', async () => {
    const desk = rig.desk(undefined, { credentials: await key(13) }, new Seen());
    const told: number[] = [];
    const first = new Promise<void>((resolve) =>
      desk.start?.key.onDidFindExpiry((at) => (told.push(at), resolve())),
    );
    await live(desk);
    await first;
    await desk.feed.refresh();
    assert.ok(Math.abs((told[0] ?? 0) - Date.now() - 13 * 24 * 3_600_000) < 60_000);
    assert.equal(told.length, 1);
  });

  it('is not told of where there is time, or where it never does', async () => {
    for (const credentials of [await key(15), undefined]) {
      const own = credentials ? { credentials } : {};
      const asked = Promise.withResolvers<void>();
      const onTranscript = ({ action }: { readonly action: string }): void => {
        if (/account/.test(action)) asked.resolve();
      };
      const desk = rig.desk(undefined, { ...own, onTranscript }, new Seen());
      let told = 0;
      desk.start?.key.onDidFindExpiry(() => (told += 1));
      await asked.promise;
      // By then the answer to the first is read.
      await desk.venue.account();
      assert.equal(told, 0);
    }
  });
});
