import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import * as net from 'node:net';
import { promisify } from 'node:util';
import { isDirect } from '../../../src/net/dispatcher.ts';
import { json } from '../../support/faultyHost.ts';
import { Rig } from '../../support/rig.ts';
import { testCertificate } from '../../support/testCertificate.ts';

/** A proxy that takes CONNECT and leads every tunnel to one port of this machine. */
async function startProxy(rig: Rig, target: number, status = 200) {
  const asked: string[] = [];
  const sockets = new Set<net.Socket>();
  const server = net.createServer((client) => {
    sockets.add(client);
    client.on('error', () => client.destroy());
    client.once('data', (head) => {
      asked.push(head.toString('latin1'));
      client.write(`HTTP/1.1 ${status} Whatever\r\n\r\n`);
      if (status !== 200) return void client.end();
      const upstream = net.connect(target, '127.0.0.1');
      sockets.add(upstream);
      upstream.on('error', () => client.destroy());
      client.pipe(upstream).pipe(client);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  rig.endLater(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { uri: `127.0.0.1:${(server.address() as net.AddressInfo).port}`, asked };
}

describe('connecting', () => {
  const rig = new Rig();
  afterEach(() => rig.end());

  const read = { action: 'open-orders', method: 'GET', path: '/open' } as const;
  const trust = { ca: [testCertificate] };

  it('goes through a proxy and checks the certificate of the host behind it', async () => {
    const host = await rig.host({ tls: true, answer: json({ code: 0 }) });
    const proxy = await startProxy(rig, host.port);
    const connect = { ...trust, proxy: `http://me:word@${proxy.uri}` };
    const through = rig.client('https://localhost.:444', { connect: { ...connect } });
    const away = rig.client('https://exchange.example', { connect });
    const refused = await away.send(read);
    assert.equal(refused.failure?.stage, 'connect');
    assert.match(refused.failure.code, /ALTNAME/);
    assert.match(proxy.asked[0] ?? '', /^CONNECT exchange\.example:443 /);
    assert.match(proxy.asked[0] ?? '', /proxy-authorization: Basic bWU6d29yZA==/i);
    assert.equal(host.requests.length, 0);
    assert.equal((await through.send(read)).failure?.stage, 'connect', 'localhost goes direct');
    assert.equal(proxy.asked.length, 1);
  });

  it('sends through a proxy where the certificate is right', async () => {
    const host = await rig.host({ tls: true, answer: json({ code: 0 }) });
    const proxy = await startProxy(rig, host.port);
    const connect = { rejectUnauthorized: false, proxy: `http://${proxy.uri}` };
    const http = rig.client('https://exchange.example', { connect });
    for (let i = 0; i < 5; i++) {
      const transcript = await http.send(read);
      assert.equal(transcript.failure, undefined);
      assert.deepEqual(transcript.request.headers, host.requests[i]?.headers);
    }
    assert.ok(proxy.asked.length <= 2, 'the tunnel is kept');
    assert.doesNotMatch(JSON.stringify(host.requests), /proxy-auth/i);
  });

  it('knows that nothing was sent when the proxy refuses', async () => {
    const host = await rig.host();
    const proxy = await startProxy(rig, host.port, 407);
    const http = rig.client('https://exchange.example', {
      connect: { proxy: `http://me:word@${proxy.uri}` },
      limits: { totalTimeout: 2_000 },
    });
    const { failure } = await http.send(read);
    assert.equal(failure?.stage, 'connect');
    assert.doesNotMatch(JSON.stringify(failure), /word|bWU6d29yZA/);
  });

  it('knows that nothing was sent when the proxy is no URL', async () => {
    const http = rig.client('https://exchange.example', { connect: { proxy: 'nonsense' } });
    assert.equal((await http.send(read)).failure?.stage, 'connect');
  });

  it('reaches this machine directly, and what noProxy names', () => {
    const direct = (origin: string, ...noProxy: string[]): boolean =>
      isDirect(new URL(origin), noProxy);
    for (const own of [
      'http://127.0.0.1:8',
      'http://localhost',
      'http://[::1]:8',
      'http://127.9.9.9',
    ]) {
      assert.ok(direct(own), own);
    }
    assert.ok(!direct('https://a.example'));
    assert.ok(!direct('https://127.0.0.1.example'));
    for (const entry of [
      'a.example',
      'example',
      '.example',
      '*.example',
      ' A.Example ',
      '*',
      'a.example:443',
    ]) {
      assert.ok(direct('https://a.example', 'other', entry), entry);
    }
    for (const entry of ['b.example', 'xa.example', 'ample', 'a.example:80', '', ':443']) {
      assert.ok(!direct('https://a.example', entry), entry);
    }
    assert.ok(direct('https://[2001:db8::1]', '[2001:db8::1]'));
  });

  it('sets no process-wide dispatcher, and loads undici only when something is sent', async () => {
    const script = `
      const { HttpClient } = await import(${JSON.stringify(new URL('../../../src/net/http.ts', import.meta.url).href)});
      const { createRequire } = await import('node:module');
      const loaded = () => Object.keys(createRequire(import.meta.url).cache).filter((p) => p.includes('/undici/')).length;
      const before = loaded();
      const http = new HttpClient({ origin: 'http://127.0.0.1:1', connect: {} });
      await http.send({ action: 'x', method: 'GET', path: '/' });
      const far = new HttpClient({ origin: 'https://exchange.example', connect: { proxy: 'http://127.0.0.1:1' } });
      await far.send({ action: 'x', method: 'GET', path: '/' });
      await Promise.all([http.close(), far.close()]);
      const global = [1, 2].map((n) => typeof globalThis[Symbol.for('undici.globalDispatcher.' + n)]);
      console.log(JSON.stringify({ before, after: loaded() > 0, global }));
    `;
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script]);
    assert.deepEqual(JSON.parse(stdout), {
      before: 0,
      after: true,
      global: ['undefined', 'undefined'],
    });
  });
});
