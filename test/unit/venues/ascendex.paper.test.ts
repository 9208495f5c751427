import assert from 'node:assert/strict';
import { startPaperExchange, type PaperExchange } from '../../../src/paper/exchange.ts';
import type { AscendexOptions } from '../../../src/venues/ascendex/client.ts';
import type { KeyEncoding } from '../../../src/venues/kind.ts';
import type { Order, Venue } from '../../../src/venues/venue.ts';
import { testCertificate, testKey } from '../../support/testCertificate.ts';
import { errorOf, VenueRig, type VenueUnderTest } from '../../support/venueRig.ts';

describe('the client and the paper exchange', () => {
  const rig = new VenueRig();
  let paper: PaperExchange;

  before(async () => {
    paper = await startPaperExchange({
      seed: 7,
      orders: 1_200,
      frozen: true,
      responseTimeout: 200,
    });
  });
  after(() => paper.close());
  afterEach(() => rig.end());

  function connect(options: Partial<AscendexOptions> = {}): VenueUnderTest {
    const { apiKey, secret, url } = paper.ready;
    return rig.venue(url, {
      accountGroup: undefined,
      credentials: { apiKey, secret, origin: url },
      random: Math.random,
      ...options,
    });
  }

  async function control<T>(path: string, body: object): Promise<T> {
    const response = await fetch(`${paper.ready.url}/paper/v1/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-paper-control': '1' },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as { code: number; data: T };
    assert.equal(answer.code, 0, JSON.stringify(answer));
    return answer.data;
  }

  async function firstOpen(venue: Venue): Promise<Order> {
    const [order] = (await venue.openOrders()).value;
    assert.ok(order);
    return order;
  }

  async function statusOf(venue: Venue, { orderId }: Order): Promise<string | undefined> {
    return (await venue.orderStatus([orderId])).value[0]?.status;
  }

  it('agree about the account, and find its group', async () => {
    const { value } = await connect().venue.account();
    assert.equal(value.group, String(paper.ready.accountGroup));
    assert.deepEqual([value.canTrade, value.canView, value.expiresAt], [true, true, undefined]);
    assert.match(value.userId, /^U\d{10}$/);
  });

  it('agree about contracts and prices', async () => {
    const { venue } = connect();
    const contracts = (await venue.contracts()).value;
    const pricing = (await venue.pricing()).value;
    assert.ok(contracts.some(({ symbol, trading }) => symbol === 'BTC-PERP' && trading));
    assert.deepEqual(
      pricing.map(({ symbol }) => symbol).sort(),
      contracts.map(({ symbol }) => symbol).sort(),
    );
  });

  it('agree about the open orders, and about the status of each', async () => {
    const { venue } = connect();
    const { value: open, transcript } = await venue.openOrders();
    assert.ok(open.length >= 1_000);
    const text = Buffer.from(transcript.response?.body ?? []).toString();
    assert.ok(open.every(({ raw }) => text.includes(raw)));
    const some = open.slice(0, venue.capabilities.maxStatusQuery - 1);
    const { value: known } = await venue.orderStatus([
      ...some.map(({ orderId }) => orderId),
      'none',
    ]);
    assert.deepEqual(
      known.map(({ orderId }) => orderId),
      some.map(({ orderId }) => orderId),
    );
    assert.deepEqual((await venue.orderStatus(['none'])).value, []);
  });

  for (const cancelMethod of ['DELETE', 'POST']) {
    for (const keyEncoding of ['utf8', 'base64'] satisfies KeyEncoding[]) {
      for (const respond of ['ACK', 'ACCEPT', 'DONE'] as const) {
        it(`cancel an order by ${cancelMethod}, a ${keyEncoding} key, and ${respond}`, async () => {
          const { venue } = connect({ cancelMethod, keyEncoding });
          const order = await firstOpen(venue);
          const { value } = await venue.cancelOrder({ ...order, respond });
          assert.equal(value.state, respond === 'ACK' ? 'acknowledged' : 'processed');
          assert.equal(value.order?.status, respond === 'ACK' ? order.status : 'canceled');
          assert.equal(await statusOf(venue, order), 'canceled');
        });
      }
    }
  }

  it('do not take a cancel for done that the engine has not seen in time', async () => {
    const { venue } = connect();
    const order = await firstOpen(venue);
    await control('engine', { hold: true });
    try {
      const { value } = await venue.cancelOrder(order);
      assert.equal(value.state, 'acknowledged');
      assert.equal(await statusOf(venue, order), order.status);
    } finally {
      await control('engine', { hold: false });
    }
    assert.equal(await statusOf(venue, order), 'canceled');
  });

  it('know a second cancel, an unknown order, a wrong symbol and an unknown one', async () => {
    const { venue } = connect();
    const order = await firstOpen(venue);
    await venue.cancelOrder(order);
    const unknown = { orderId: 'a177c2a8cfe1U0123456789equestId2', symbol: 'BTC-PERP' };
    for (const [request, reason, code] of [
      [order, 'notOpen', '300019'],
      [unknown, 'unknownOrder', '300006'],
      [{ ...unknown, symbol: 'NONE-PERP' }, 'unknownSymbol', undefined],
    ] as const) {
      const error = await errorOf(venue.cancelOrder(request));
      assert.deepEqual([error.kind, error.reason], ['rejected', reason]);
      if (code) assert.equal(error.code, code);
      assert.ok(error.transcript);
    }
  });

  it('know an order that filled a moment ago', async () => {
    const { venue } = connect();
    const open = (await venue.openOrders()).value;
    const order = open.find(({ side, type, price }) => side === 'buy' && type === 'limit' && price);
    assert.ok(order?.price);
    const low = String(Math.floor(Number(order.price) * 0.98));
    await control('market/move', { symbol: order.symbol, price: low });
    assert.equal(await statusOf(venue, order), 'filled');
    const error = await errorOf(venue.cancelOrder(order));
    assert.deepEqual([error.kind, error.code], ['rejected', '300006']);
    assert.ok(error.reason === 'notOpen' || error.reason === 'unknownOrder');
  });

  it('know a wrong key and a wrong secret', async () => {
    const { apiKey, secret, url: origin } = paper.ready;
    for (const [credentials, reason] of [
      [{ apiKey: 'nobodysKey', secret, origin }, 'badKey'],
      [{ apiKey, secret: 'nobodysSecret', origin }, 'badSignature'],
    ] as const) {
      const { venue } = connect({ credentials });
      for (const call of [
        venue.account(),
        venue.cancelOrder({ orderId: 'a1', symbol: 'BTC-PERP' }),
      ]) {
        const error = await errorOf(call);
        assert.deepEqual([error.kind, error.reason], ['rejected', reason]);
      }
    }
  });

  it('know an expired key, and one that may not trade', async () => {
    const origin = paper.ready.url;
    const expired = await control<{ apiKey: string; secret: string }>('keys', { expireTime: 1 });
    const viewer = await control<{ apiKey: string; secret: string }>('keys', { trade: false });
    const late = connect({ credentials: { ...expired, origin } });
    assert.equal((await errorOf(late.venue.account())).reason, 'keyExpired');
    const { venue } = connect({ credentials: { ...viewer, origin } });
    assert.equal((await venue.account()).value.canTrade, false);
    const error = await errorOf(venue.cancelOrder(await firstOpen(venue)));
    assert.deepEqual([error.kind, error.reason], ['rejected', 'noPermission']);
  });

  it('know a wrong account group', async () => {
    const { venue } = connect({ accountGroup: '77' });
    const error = await errorOf(venue.openOrders());
    assert.deepEqual([error.kind, error.reason], ['rejected', 'wrongGroup']);
  });

  it('cancel a thousand orders one after the other over at most two connections', () =>
    cancelThousand(paper)).timeout(30_000);

  it('do so over TLS', async () => {
    const certificate = { cert: testCertificate, key: testKey };
    const secure = await startPaperExchange({ seed: 7, orders: 1_000, frozen: true, certificate });
    try {
      assert.match(secure.ready.url, /^https:/);
      await cancelThousand(secure);
    } finally {
      await secure.close();
    }
  }).timeout(30_000);

  async function cancelThousand({ ready, services }: PaperExchange): Promise<void> {
    const { stats } = services;
    const before = stats.connectionsOpened;
    const { apiKey, secret, url } = ready;
    const credentials = { apiKey, secret, origin: url };
    const options = { accountGroup: undefined, credentials, connect: { ca: [testCertificate] } };
    const { venue, transcripts } = rig.venue(url, options);
    const open = (await venue.openOrders()).value.slice(0, 1_000);
    assert.equal(open.length, 1_000);
    for (const order of open) {
      const { value } = await venue.cancelOrder(order);
      assert.equal(value.order?.status, 'canceled');
    }
    const opened = stats.connectionsOpened - before;
    assert.ok(opened <= 2, `${opened} connections`);
    assert.equal(transcripts.length, 1_002);
  }

  it('cancel many orders at once', async () => {
    const { venue } = connect();
    const open = (await venue.openOrders()).value;
    assert.ok(open.length >= 100);
    const answers = await Promise.all(open.map((order) => venue.cancelOrder(order)));
    assert.ok(answers.every(({ value }) => value.order?.status === 'canceled'));
    assert.deepEqual((await venue.openOrders()).value, []);
  });
});
