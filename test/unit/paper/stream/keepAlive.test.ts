import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { PaperCore } from '../../../../src/paper/core.ts';
import { STREAM_LIMITS } from '../../../../src/paper/stream/limits.ts';
import { VirtualClock } from '../../../../src/paper/virtualClock.ts';
import { useExchange, type Body } from '../support.ts';
import { StreamClient } from '../streamClient.ts';

/** A stream without a socket, under a clock of the test's own. */
async function inMemory(clock: VirtualClock) {
  const core = new PaperCore({ seed: 7, frozen: true, now: clock.now, after: clock.after });
  const sent: Body[] = [];
  const seen = { closed: false, destroyed: false, buffered: 0 };
  const connected = await core.connect(
    { method: 'GET', url: '/api/pro/v2/stream', headers: {} },
    {
      send: (text) => sent.push(JSON.parse(text)),
      close: () => (seen.closed = true),
      destroy: () => (seen.destroyed = true),
      buffered: () => seen.buffered,
    },
  );
  assert.ok(connected.session);
  connected.session.start();
  return { core, session: connected.session, sent, seen };
}

describe('keeping a stream alive', () => {
  it('pings every 15 s, and ends the stream after two unanswered ones', async () => {
    const clock = new VirtualClock();
    const { core, sent, seen } = await inMemory(clock);
    await clock.advance(44_999);
    assert.deepEqual(sent.slice(1), [
      { m: 'ping', hp: 3 },
      { m: 'ping', hp: 2 },
    ]);
    assert.equal(seen.closed, false);
    await clock.advance(1);
    assert.deepEqual(sent.at(-1), {
      ...{ m: 'disconnected', code: 100005, reason: 'INVALID_WS_REQUEST_DATA' },
      info: 'Session is disconnected due to missing pong message from the client',
    });
    assert.equal(seen.closed, true);
    assert.deepEqual([core.services.streams.size, clock.waiting], [0, 0]);
  });

  for (const op of ['pong', 'ping']) {
    it(`lives on as long as ${op} comes`, async () => {
      const clock = new VirtualClock();
      const { core, session, sent } = await inMemory(clock);
      for (let i = 0; i < 40; i++) {
        await clock.advance(15_000);
        session.receive(JSON.stringify({ op }));
      }
      assert.equal(session.over, false);
      const pongs = sent.filter(({ m }) => m === 'pong');
      assert.equal(pongs.length, op === 'ping' ? 40 : 0);
      if (op === 'ping')
        assert.deepEqual(pongs[0], { ...{ m: 'pong', code: 0, hp: 3 }, ts: 1_700_000_015_000 });
      core.stop();
      assert.equal(sent.at(-1).m, 'disconnected');
      assert.equal(clock.waiting, 0);
    });
  }

  it('breaks off where the client does not take what it is sent', async () => {
    const { session, seen, sent } = await inMemory(new VirtualClock());
    seen.buffered = STREAM_LIMITS.buffered + 1;
    session.receive('{"op":"ping"}');
    assert.deepEqual([seen.destroyed, session.over], [true, true]);
    session.receive('{"op":"ping"}');
    assert.equal(sent.length, 2, 'nothing more is sent');
  });
});

describe('a slow client on a real socket', () => {
  const desk = useExchange({ streamLimits: { buffered: 200_000 } });

  it('is cut off once too much waits for it', async () => {
    const { hostname, port } = new URL(desk().url);
    const socket = connect(Number(port), hostname);
    const upgrade = ['GET /api/pro/v2/stream HTTP/1.1', `host: ${hostname}`, 'upgrade: websocket'];
    const key = ['connection: Upgrade', 'sec-websocket-version: 13'];
    const nonce = 'sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==';
    socket.write([...upgrade, ...key, nonce, '', ''].join('\r\n'));
    await once(socket, 'data');
    socket.pause();
    // A masked frame with a mask of zeros is the text itself.
    for (const symbol of ['BTC', 'ETH', 'SOL', 'XRP', 'DOGE', 'LTC']) {
      const ch = `depth:${symbol}-PERP`;
      const text = Buffer.from(JSON.stringify({ op: 'sub', ch }));
      socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), text]));
    }
    const { streams, market } = desk().exchange.services;
    assert.equal(streams.size, 1);
    while (streams.size > 0) {
      market.step();
      await setImmediate();
    }
    socket.destroy();
  });
});

describe('the thresholds of streams', () => {
  const quick = { level1: 3, level2: 5 };
  const many = { level1: 1_000, level2: 1_000 };
  const thresholds = { order: quick, sub: quick, ping: many, auth: quick, req: quick };
  const desk = useExchange({ streamLimits: { thresholds, sessions: 2 } });
  const openOrders = { op: 'req', id: 'o', action: 'futures-open-orders', args: {} };

  for (const [what, message, kind] of [
    ['subscriptions', { op: 'sub', id: 's', ch: 'bbo:BTC-PERP' }, 'sub'],
    ['requests', openOrders, 'futures-open-orders'],
    ['orders', { op: 'req', id: 'x', action: 'cancel-all', args: {} }, 'order'],
    ['sign-ins', { op: 'auth', id: 'a', t: 1, key: 'k', sig: 's' }, 'auth'],
  ] as const) {
    it(`ignore ${what} past level 1, and end every stream of the group past level 2`, async () => {
      const client = await StreamClient.signedIn(desk());
      const other = await StreamClient.signedIn(desk());
      for (let i = 0; i < 5; i++) client.send(message);
      await client.settled();
      assert.equal(client.of(kind).length, 3);
      client.send(message);
      for (const each of [client, other]) {
        const { code, reason } = await each.next('disconnected');
        assert.deepEqual([code, reason], [100014, 'TOO_MANY_REQUESTS']);
        await each.ended();
      }
      const refused = await StreamClient.refused(desk(), {});
      assert.deepEqual([refused.status, refused.body.code], [429, 100014]);
      desk().clock.time += 15 * 60_000;
      (await StreamClient.signedIn(desk())).close();
    });
  }

  it('ignore for 15 minutes, and count anew every minute', async () => {
    const client = await StreamClient.signedIn(desk());
    for (let i = 0; i < 3; i++) client.send(openOrders);
    await client.settled();
    desk().clock.time += 60_000;
    for (let i = 0; i < 4; i++) client.send(openOrders);
    await client.settled();
    assert.equal(client.of('futures-open-orders').length, 6, 'the seventh is the fourth again');
    desk().clock.time += 14 * 60_000;
    client.send(openOrders);
    await client.settled();
    assert.equal(client.of('futures-open-orders').length, 6);
    desk().clock.time += 2 * 60_000;
    await client.ask(openOrders, 'futures-open-orders');
    client.close();
  });

  it('let so many streams in and no more', async () => {
    const first = await StreamClient.signedIn(desk());
    const second = await StreamClient.open(desk());
    const refused = await StreamClient.refused(desk(), {});
    assert.deepEqual([refused.status, refused.body.code], [429, 100014]);
    const elsewhere = await StreamClient.open(desk(), { path: '/api/pro/v2/stream' });
    first.close();
    while (desk().exchange.services.streams.size > 2) await desk().control('GET stats');
    const third = await StreamClient.open(desk());
    for (const each of [second, third, elsewhere]) each.close();
  });
});
