import assert from 'node:assert/strict';
import { PaperCore } from '../../../src/paper/core.ts';
import { VirtualClock } from '../../../src/paper/virtualClock.ts';
import type { WireStreamOrder } from '../../../src/venues/ascendex/wireChannels.ts';
import type { WireStreamMessage } from '../../../src/venues/ascendex/wireStream.ts';
import { useExchange } from './support.ts';

const ORDERS = 2_000;

describe('a busy account', () => {
  let clock: VirtualClock;
  let core: PaperCore;
  let told: WireStreamMessage[];
  /** Bytes that the stream's client has not read. */
  let unread: number;

  beforeEach(async () => {
    clock = new VirtualClock();
    const { now, after } = clock;
    core = new PaperCore({ seed: 7, orders: ORDERS, frozen: true, now, after });
    told = [];
    unread = 0;
    const link = {
      send: (text: string) => void told.push(JSON.parse(text) as WireStreamMessage),
      ...{ close: () => undefined, destroy: () => undefined, buffered: () => unread },
    };
    const request = { method: 'GET', url: '/api/pro/v2/stream', headers: {} };
    const { session } = await core.connect(request, link);
    session?.start();
    const { identity } = core.account;
    const { feeds } = core.services.streams;
    for (const kind of ['futures-order', 'futures-account-update'] as const) {
      feeds.subscribe(session!, { kind }, identity.accountId);
    }
    told = [];
  });
  afterEach(() => core.stop());

  const start = (changes: object = {}): void =>
    core.services.churn.start(core.account, {
      perSecond: 5_000,
      seconds: 2,
      fills: 10,
      ...changes,
    });
  const orders = (): WireStreamOrder[] => told.filter((message) => message.m === 'futures-order');
  const fills = (): WireStreamOrder[] => orders().filter(({ st }) => /Filled/.test(st));

  it('makes as many messages a second as it was asked for, for as long, and then rests', async () => {
    start();
    const { churn } = core.services;
    await clock.advance(1_000);
    assert.ok(Math.abs(churn.made - 5_000) < 100, `${churn.made}`);
    assert.ok(churn.running);
    await clock.advance(5_000);
    assert.ok(Math.abs(churn.made - 10_000) < 100, `${churn.made}`);
    assert.equal(churn.running, false);
    // More are told than it made: the stops that its fills set off.
    assert.ok(told.length >= churn.made && told.length < churn.made * 1.05, `${told.length}`);
  });

  it('tells what the engine has: an order’s latest message is its state, and numbers grow', async () => {
    start();
    await clock.advance(3_000);
    const latest = new Map<string, WireStreamOrder>();
    for (const order of orders()) {
      assert.ok(order.sn > (latest.get(order.orderId)?.sn ?? 0));
      latest.set(order.orderId, order);
    }
    for (const { orderId, st, sn } of latest.values()) {
      const order = core.account.find(orderId);
      assert.deepEqual([order?.status, order?.state.sequence], [st, sn]);
    }
    const open = [...latest.values()].filter(({ st }) => /New|Partially/.test(st));
    assert.ok(open.every(({ orderId }) => core.account.open.has(orderId)));
  });

  it('fills as large a part as it was asked for, lot by lot, and moves the account', async () => {
    start({ fills: 50 });
    await clock.advance(2_000);
    const accounts = told.filter(({ m }) => m === 'futures-account-update');
    assert.ok(fills().length > 2_000, `${fills().length}`);
    assert.ok(accounts.length >= fills().length);
    const { contract } = [...core.account.open.values()][0]!.terms;
    const ofContract = fills().filter(({ s, ot }) => s === contract.symbol && ot === 'Limit');
    assert.ok(ofContract.length > 100);
    assert.ok(ofContract.every(({ lq }) => lq === contract.lot.text));
  });

  it('leaves about as many orders open, but not those that the client cancels', async () => {
    start({ seconds: 60, fills: 0 });
    await clock.advance(1_000);
    const open = core.account.open.size;
    const replaced = orders().at(-1)?.orderId ?? '';
    core.services.engine.cancel(core.account.open.get(replaced)!);
    await clock.advance(2_000);
    assert.equal(core.account.open.size, open - 1);
    assert.ok(open > ORDERS * 0.95);
  });

  it('gives a reader time that falls behind, and goes on when it has read', async () => {
    start({ seconds: 60 });
    unread = 2 * 1024 * 1024;
    await clock.advance(1_000);
    assert.equal(told.length, 0);
    unread = 0;
    await clock.advance(1_000);
    assert.ok(told.length > 4_000);
    assert.ok(told.length < 6_000, 'it does not make up for all that it left out');
  });

  it('ends when it is started with a rate of 0', async () => {
    start({ seconds: 60 });
    await clock.advance(100);
    start({ perSecond: 0 });
    const before = told.length;
    await clock.advance(1_000);
    assert.equal(told.length, before);
  });
});

describe('the control of a busy account', () => {
  const desk = useExchange({ orders: 50 });

  it('is one call, and stats tell of it', async () => {
    const body = { perSecond: 100, seconds: 10, fills: 0 };
    assert.deepEqual(await desk().control('POST market/churn', body), { code: 0 });
    const { churn, messagesPushed } = (await desk().control('GET stats')).data;
    assert.deepEqual([churn, messagesPushed], [{ running: true, made: 0 }, 0]);
    await desk().control('POST market/churn', { perSecond: 0 });
    assert.equal((await desk().control('GET stats')).data.churn.running, false);
  });

  for (const body of [
    {},
    { perSecond: -1 },
    { perSecond: 1, seconds: 0 },
    { perSecond: 1, fills: 101 },
  ]) {
    it(`refuses ${JSON.stringify(body)}`, async () => {
      assert.equal((await desk().control('POST market/churn', body)).code, 100006);
    });
  }
});
