import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Redactor } from '../../../src/net/redact.ts';
import type { SocketOptions } from '../../../src/net/connection.ts';
import { Socket } from '../../../src/net/socket.ts';
import { startConnectProxy } from '../../support/connectProxy.ts';
import { refusingOrigin } from '../../support/faultyHost.ts';
import { Rig } from '../../support/rig.ts';
import { startStreamHost, type StreamHost } from '../../support/streamHost.ts';
import { testCertificate } from '../../support/testCertificate.ts';

const key = 'canaryKey0123456789';

describe('a socket', () => {
  const rig = new Rig();
  afterEach(() => rig.end());

  async function start(options: { tls?: boolean } = {}): Promise<StreamHost> {
    const host = await startStreamHost(options);
    rig.endLater(() => host.close());
    return host;
  }

  function open(url: string, options: Partial<SocketOptions> = {}) {
    const messages: string[] = [];
    const socket = new Socket({
      url: `${url}/stream`,
      action: 'stream',
      headers: [['x-auth-key', key]],
      secretHeaders: ['x-auth-key'],
      onMessage: (text) => messages.push(text),
      ...options,
    });
    rig.endLater(async () => {
      socket.end();
      await socket.closed;
    });
    return { socket, messages };
  }

  it('upgrades with the headers it was given, and keeps no secret of it', async () => {
    const host = await start();
    const { socket } = open(host.url);
    const transcript = await socket.upgraded;
    const client = await host.client(1);
    assert.equal(client.headers['x-auth-key'], key);
    assert.equal(client.headers['user-agent'], 'OrderDesk');
    assert.equal(client.path, '/stream');
    assert.deepEqual(
      [transcript.response?.status, transcript.failure, transcript.request.url],
      [101, undefined, `${host.url}/stream`],
    );
    assert.doesNotMatch(JSON.stringify(transcript), new RegExp(key));
  });

  it('hands on messages in order, and sends', async () => {
    const host = await start();
    const { socket, messages } = open(host.url);
    await socket.upgraded;
    const client = await host.client(1);
    for (let i = 0; i < 100; i++) client.socket.send(String(i));
    socket.send('hello');
    await host.until(() => client.received.length > 0);
    client.socket.close(4001, `bye ${key}`);
    const end = await socket.closed;
    assert.deepEqual(messages, [...Array(100).keys()].map(String));
    assert.deepEqual(client.received, ['hello']);
    assert.equal(end.kind === 'closed' && end.code, 4001);
  });

  it('takes secrets out of the words of a farewell', async () => {
    const host = await start();
    const { socket } = open(host.url, { redactor: new Redactor([key]) });
    (await host.client(1)).socket.close(4001, `bye ${key}`);
    assert.deepEqual(await socket.closed, { kind: 'closed', code: 4001, words: 'bye ‹redacted›' });
  });

  it('knows a connection that broke', async () => {
    const host = await start();
    for (const [n, cut] of (['destroy', 'resetAndDestroy', 'end'] as const).entries()) {
      const { socket } = open(host.url);
      (await host.client(n + 1)).connection[cut]();
      assert.deepEqual(await socket.closed, { kind: 'broken' }, cut);
    }
  });

  it('reads no message that is too long, compressed or not, or that is no text', async () => {
    const host = await start();
    for (const [n, data] of [
      Buffer.from('binary'),
      'x'.repeat(70_000),
      'x'.repeat(1_001),
    ].entries()) {
      const { socket, messages } = open(host.url, { limits: { maxMessageBytes: 1_000 } });
      const client = await host.client(n + 1);
      client.socket.send('x'.repeat(1_000));
      client.socket.send(data);
      assert.deepEqual(await socket.closed, { kind: 'unreadable' });
      assert.deepEqual(messages.length, 1);
      await host.until(() => host.open === 0);
    }
  });

  it('reads nothing that is against the protocol', async () => {
    const host = await start();
    for (const [n, bytes] of [
      [0x81, 0x02, 0xc3, 0x28],
      [0xff, 0x00],
    ].entries()) {
      const { socket, messages } = open(host.url);
      (await host.client(n + 1)).connection.write(Buffer.from(bytes));
      assert.deepEqual(await socket.closed, { kind: 'unreadable' });
      assert.deepEqual(messages, []);
    }
  });

  it('keeps what the host said where it refused', async () => {
    const host = await start();
    host.onUpgrade = (socket) => {
      const body = JSON.stringify({ code: 200001, reason: `FAILED ${key}` });
      socket.end(
        `HTTP/1.1 401 No\r\nRetry-After: 3\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      );
      return 'taken';
    };
    const { socket } = open(host.url);
    const { response, failure } = await socket.upgraded;
    assert.deepEqual(await socket.closed, { kind: 'notOpened' });
    assert.deepEqual([response?.status, response?.complete, failure], [401, true, undefined]);
    assert.deepEqual(response?.headers[0], ['Retry-After', '3']);
    const body = Buffer.from(response?.body ?? []).toString();
    assert.match(body, /"code":200001,"reason":"FAILED \*+"/);
  });

  const refusals: Readonly<Record<string, string>> = {
    'a redirect':
      'HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n',
    'an answer cut short': 'HTTP/1.1 503 No\r\nContent-Length: 9\r\n\r\n{',
    'an answer without end': `HTTP/1.1 503 No\r\n\r\n${'x'.repeat(100_000)}`,
    'a false agreement':
      'HTTP/1.1 101 Yes\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n',
    'no HTTP': 'hello\r\n\r\n',
    nothing: '',
  };
  for (const [what, answer] of Object.entries(refusals)) {
    it(`does not open by ${what}`, async () => {
      const host = await start();
      host.onUpgrade = (socket) => {
        socket.end(answer);
        return 'taken';
      };
      const { socket, messages } = open(host.url);
      const end = await socket.closed;
      await socket.upgraded;
      assert.ok(end.kind === 'notOpened' || what === 'a false agreement', end.kind);
      assert.deepEqual(messages, []);
      await host.until(() => host.open === 0);
    });
  }

  it('says at what stage and why nothing was opened', async () => {
    const refused = open((await refusingOrigin()).replace('http', 'ws'));
    const first = (await refused.socket.upgraded).failure;
    assert.deepEqual([first?.stage, first?.code], ['connect', 'ECONNREFUSED']);
    const host = await start();
    host.onUpgrade = () => 'taken';
    const late = open(host.url, { limits: { openTimeout: 50 } });
    const second = (await late.socket.upgraded).failure;
    assert.deepEqual([second?.stage, second?.code], ['headers', 'TOTAL_TIMEOUT']);
    await Promise.all([refused.socket.closed, late.socket.closed]);
    await host.until(() => host.open === 0);
  });

  it('trusts only what it is told to', async () => {
    const host = await start({ tls: true });
    const { failure } = await open(host.url).socket.upgraded;
    assert.deepEqual([failure?.stage, failure?.code], ['connect', 'DEPTH_ZERO_SELF_SIGNED_CERT']);
    const trusting = open(host.url, { connect: { ca: [testCertificate] } });
    assert.equal((await trusting.socket.upgraded).response?.status, 101);
  });

  it('goes through a proxy', async () => {
    const host = await start({ tls: true });
    const proxy = await startConnectProxy(() => host.port);
    rig.endLater(() => proxy.close());
    const connect = { proxy: `http://${proxy.host}`, rejectUnauthorized: false };
    const { socket, messages } = open('wss://exchange.example', { connect });
    assert.equal((await socket.upgraded).response?.status, 101);
    (await host.client(1)).socket.send('through');
    (await host.client(1)).socket.close();
    await socket.closed;
    assert.deepEqual([proxy.asked, messages], [['exchange.example:443'], ['through']]);
    for (const [status, code] of [
      [407, 'PROXY_SIGN_IN'],
      [502, 'PROXY_REFUSED'],
    ] as const) {
      proxy.status = status;
      const { failure } = await open('wss://exchange.example', { connect }).socket.upgraded;
      assert.deepEqual([failure?.stage, failure?.code], ['connect', code]);
    }
    const unusable = open('wss://exchange.example', { connect: { proxy: 'socks5://127.0.0.1:1' } });
    assert.equal((await unusable.socket.upgraded).failure?.code, 'PROXY_KIND');
  });

  it('is ended at any moment, and leaves no connection behind', async () => {
    const host = await start();
    const { socket: atOnce } = open(host.url);
    atOnce.end();
    assert.deepEqual(await atOnce.closed, { kind: 'ended' });
    host.onUpgrade = () => 'taken';
    const { socket: before } = open(host.url);
    await host.until(() => host.open === 1);
    before.end();
    assert.deepEqual(await before.closed, { kind: 'ended' });
    await host.until(() => host.open === 0);
    host.onUpgrade = undefined;
    const { socket: after, messages } = open(host.url);
    await after.upgraded;
    const client = await host.client(1);
    client.socket.send('late');
    after.end();
    after.end();
    after.send('never');
    assert.deepEqual(await after.closed, { kind: 'ended' });
    await host.until(() => host.open === 0);
    assert.deepEqual([client.received, messages], [[], []]);
  });

  it('sets no process-wide dispatcher', async () => {
    const path = new URL('../../../src/net/socket.ts', import.meta.url).href;
    const script = `
      const { Socket } = await import(${JSON.stringify(path)});
      const socket = new Socket({ url: 'ws://127.0.0.1:1', action: 'x', onMessage: () => {} });
      await socket.closed;
      const loaded = process.getBuiltinModule('module').createRequire('/');
      const read = Object.keys(loaded.cache).some((p) => p.includes('/websocket/websocket.js'));
      const global = [1, 2].map((n) => Symbol.for('undici.globalDispatcher.' + n) in globalThis);
      console.log(JSON.stringify({ read, global }));
    `;
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script]);
    assert.deepEqual(JSON.parse(stdout), { read: true, global: [false, false] });
  });
});
