import assert from 'node:assert/strict';
import { Command } from '../../src/contributions.ts';
import type { Desk } from '../../src/desk/desk.ts';
import type { TestApi } from '../../src/extension.ts';
import { startPaperExchange, type PaperExchange } from '../../src/paper/exchange.ts';
import { startConnectProxy, type ConnectProxy } from '../support/connectProxy.ts';
import { refusingOrigin } from '../support/faultyHost.ts';
import { issue } from '../support/privateCa.ts';
import { until } from '../support/until.ts';
import { everythingOf } from './canary.ts';
import { activate, forgetProfiles, setting, tells, useProfile, withoutDialog } from './desk.ts';

/**
 * A live profile as people have it: the venue's own host, by name and over TLS. The proxy of these tests leads
 * every tunnel to an exchange on this machine, whose certificate a private authority has made out for that host.
 */
const origin = 'https://ascendex.com';
const host = 'ascendex.com:443';
const password = 'canary pass%word';
const basic = `Basic ${Buffer.from(`me:${password}`).toString('base64')}`;

describe('behind a proxy', () => {
  let api: TestApi;
  let exchange: PaperExchange;
  let proxy: ConnectProxy;
  let other: ConnectProxy;
  const restores: (() => Thenable<void> | void)[] = [];

  before(async () => {
    api = await activate();
  });
  beforeEach(async () => {
    const certificate = issue(
      process.env['ORDER_DESK_AUTHORITIES'] ?? '',
      'system',
      'DNS:ascendex.com',
    );
    exchange = await startPaperExchange({ seed: 7, orders: 5, frozen: true, certificate });
    const target = (): number => Number(new URL(exchange.ready.url).port);
    proxy = await startConnectProxy(target);
    other = await startConnectProxy(target);
    restores.push(await withoutDialog());
  });
  afterEach(async () => {
    // The profile goes first: without its proxy it would be on its way to the real host.
    await forgetProfiles(api);
    for (const restore of restores.splice(0).reverse()) await restore();
    await Promise.all([proxy.close(), other.close()]);
    await exchange.close();
  });

  async function set(key: string, value: unknown): Promise<void> {
    restores.push(await setting(`http.${key}`, value));
  }

  function environment(name: string, value: string): void {
    const before = process.env[name];
    process.env[name] = value;
    restores.push(() => {
      if (before === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before;
    });
  }

  async function use(): Promise<Desk> {
    const { apiKey, secret, accountGroup } = exchange.ready;
    await useProfile(api, { apiKey, secret, origin }, { accountGroup: String(accountGroup) });
    return api.current.open();
  }

  const tunnels = (of: ConnectProxy): number => of.asked.filter((each) => each === host).length;

  /** Resolves once orders come by the stream. */
  async function live(desk: Desk): Promise<void> {
    await until(() => desk.feed.state.stream?.phase === 'live');
  }

  /** Lists, cancels, and waits for the stream; nothing of it may reach the exchange by another way. */
  async function works(through: ConnectProxy): Promise<void> {
    const desk = await use();
    await desk.feed.refresh();
    assert.equal(desk.store.size, 5);
    await live(desk);
    const [order] = desk.store.working;
    assert.ok(order);
    await tells(api, /^Canceled on AscendEX Futures/, Command.cancelRow, order);
    assert.ok(tunnels(through) >= 2, 'requests and the stream have connections of their own');
    assert.equal(exchange.services.stats.connectionsOpened, tunnels(through));
    assert.doesNotMatch(through.heads.join(''), /x-auth|signature/i);
  }

  it('lists, cancels and gets its updates through the one of the user settings', async () => {
    await set('proxy', `http://${proxy.host}`);
    await works(proxy);
  });

  it('goes through that of the environment where the setting names none, and by the setting first', async () => {
    environment('HTTPS_PROXY', `http://${other.host}`);
    await works(other);
    await forgetProfiles(api);
    await set('proxy', `http://${proxy.host}`);
    const desk = await use();
    await desk.feed.refresh();
    assert.ok(tunnels(proxy) > 0);
  });

  it('speaks TLS with a proxy that does, and checks its certificate', async () => {
    const folder = process.env['ORDER_DESK_AUTHORITIES'] ?? '';
    const target = (): number => Number(new URL(exchange.ready.url).port);
    const secure = await startConnectProxy(target, issue(folder, 'system', 'DNS:localhost'));
    const false_ = await startConnectProxy(target, issue(folder, 'unknown', 'DNS:localhost'));
    restores.push(
      () => secure.close(),
      () => false_.close(),
    );
    await set('proxy', `https://localhost:${secure.port}`);
    await works(secure);
    await set('proxy', `https://localhost:${false_.port}`);
    await tells(api, /proxy could not be reached \(localhost:\d+: .*certificate/, Command.refresh);
    assert.deepEqual(false_.asked, []);
  });

  it('signs in by the name and password in its address, and by http.proxyAuthorization', async () => {
    proxy.wants = basic;
    await set('proxy', `http://me:${encodeURIComponent(password)}@${proxy.host}`);
    await works(proxy);
    await forgetProfiles(api);
    other.wants = 'Bearer canary';
    await set('proxy', `http://${other.host}`);
    await set('proxyAuthorization', 'Bearer canary');
    const desk = await use();
    await desk.feed.refresh();
    assert.equal(desk.feed.state.error, undefined);
    assert.ok(tunnels(other) > 0);
  });

  it('says so where the sign-in is wrong, says no password, and does not try it again at once', async () => {
    proxy.wants = 'Basic another';
    await set('proxy', `http://me:${encodeURIComponent(password)}@${proxy.host}`);
    const desk = await use();
    const shown = await tells(api, /wants a name and a password.*HTTP 407/, Command.refresh);
    assert.ok(shown.buttons.includes('Open Proxy Settings'));
    assert.equal(desk.feed.state.error?.retryAfter, 60_000);
    assert.equal(exchange.services.stats.connectionsOpened, 0);
    const said = [shown, desk.feed.state, api.transcripts.list()].map(everythingOf).join();
    for (const secret of [password, encodeURIComponent(password), basic])
      assert.ok(!said.includes(secret));
    // One each for the list, the stream, and the press on refresh where the list was there before it; none a second time.
    assert.ok(tunnels(proxy) <= 3, String(tunnels(proxy)));
  });

  it('says so where it opens no way to the host, and sends nothing', async () => {
    await set('proxy', `http://${proxy.host}`);
    for (const status of [403, 502]) {
      proxy.status = status;
      await use();
      const text = new RegExp(`opened no way to ascendex.com .*${proxy.host}: HTTP ${status}`);
      await tells(api, text, Command.refresh);
    }
    assert.equal(exchange.services.stats.connectionsOpened, 0);
  });

  it('says so where it is down, or takes the connection and says nothing', async function () {
    this.timeout(60_000);
    const down = new URL(await refusingOrigin()).host;
    await set('proxy', `http://${down}`);
    await use();
    const text = new RegExp(`proxy could not be reached \\(${down}: .*ECONNREFUSED`);
    await tells(api, text, Command.refresh);
    await set('proxy', `http://${proxy.host}`);
    proxy.status = undefined;
    await tells(api, /proxy could not be reached .*Headers Timeout/, Command.refresh);
    assert.equal(exchange.services.stats.connectionsOpened, 0);
  });

  const unusable = ['socks5://127.0.0.1:1', 'socks4://127.0.0.1:1', 'pac+http://127.0.0.1:1/x.pac'];
  for (const [where, address] of [
    ...unusable.map((each) => ['setting', each] as const),
    ['setting', 'http://me:50%@127.0.0.1:1'],
    ['environment', '127.0.0.1:3128'],
    ['environment', 'proxy.example:3128'],
  ] as const) {
    it(`goes past none that it cannot use: ${address}, by the ${where}`, async () => {
      if (where === 'setting') await set('proxy', address);
      else environment('HTTPS_PROXY', address);
      const desk = await use();
      await tells(api, /cannot be used, so nothing was sent.* SOCKS and PAC/, Command.refresh);
      assert.equal(desk.feed.state.error?.kind, 'notSent');
    });
  }

  it('follows a change of the settings at once, and leaves nothing on the old way', async () => {
    await set('proxy', `http://${proxy.host}`);
    const first = await use();
    await first.feed.refresh();
    await live(first);
    await set('proxy', `http://${other.host}`);
    const second = await api.current.open();
    assert.notEqual(second, first);
    await until(() => proxy.open === 0);
    const before = tunnels(proxy);
    await second.feed.refresh();
    await live(second);
    assert.ok(tunnels(other) >= 2);
    assert.equal(tunnels(proxy), before);
    // What changes nothing of the way leaves the profile open.
    await set('fetchAdditionalSupport', false);
    assert.equal(await api.current.open(), second);
  });
});
