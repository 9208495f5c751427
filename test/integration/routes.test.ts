import assert from 'node:assert/strict';
import { getCACertificates } from 'node:tls';
import { Command } from '../../src/contributions.ts';
import type { TestApi } from '../../src/extension.ts';
import { HttpClient } from '../../src/net/http.ts';
import { startPaperExchange, type PaperExchange } from '../../src/paper/exchange.ts';
import { connectOptions } from '../../src/platform/proxy.ts';
import { startConnectProxy, type ConnectProxy } from '../support/connectProxy.ts';
import { issue } from '../support/privateCa.ts';
import { until } from '../support/until.ts';
import { activate, forgetProfiles, setting, tells, useProfile } from './desk.ts';

const folder = process.env['ORDER_DESK_AUTHORITIES'] ?? '';
type Vouching = 'system' | 'extra' | 'unknown';

describe('the way to a host', () => {
  let exchange: PaperExchange;
  let proxy: ConnectProxy;
  const restores: (() => Thenable<void> | void)[] = [];

  async function start(by: Vouching): Promise<void> {
    const certificate = issue(folder, by, 'IP:127.0.0.1', 'IP:0.0.0.0');
    exchange = await startPaperExchange({ seed: 7, orders: 5, frozen: true, certificate });
    restores.push(() => exchange.close());
  }

  async function apply(settings: object, environment: object = {}): Promise<void> {
    for (const [name, value] of Object.entries(settings))
      restores.push(await setting(`http.${name}`, value));
    for (const [name, value] of Object.entries(environment)) {
      process.env[name] = String(value);
      restores.push(() => void Reflect.deleteProperty(process.env, name));
    }
  }

  afterEach(async () => {
    for (const restore of restores.splice(0).reverse()) await restore();
  });

  describe('through the proxy or past it', () => {
    const by = (settings: object, environment: object = {}) => ({ settings, environment });
    /** The host is this machine under a name that is not known to be it: `P` is its port. */
    const ways: Readonly<Record<'proxy' | 'direct', ReturnType<typeof by>[]>> = {
      proxy: [
        by({ proxy: 'PROXY' }),
        by({ proxy: 'PROXY', proxySupport: 'on' }),
        by({ proxy: 'PROXY', noProxy: ['example.com', '.0.1', '10.0.0.0', '0.0.0.0:1', '::1'] }),
        by({ proxy: 'PROXY', noProxy: ['example.com'] }, { NO_PROXY: '*' }),
        by({ noProxy: [] }, { https_proxy: 'PROXY' }),
        by({ proxy: '' }, { HTTPS_PROXY: 'PROXY', HTTP_PROXY: 'http://127.0.0.1:1' }),
        by({}, { HTTP_PROXY: 'PROXY', NO_PROXY: 'example.com,10.0.0.1' }),
      ],
      direct: [
        by({}),
        by({ proxy: 'PROXY', proxySupport: 'off' }),
        by({ proxySupport: 'off' }, { HTTPS_PROXY: 'PROXY' }),
        by({ proxy: 'PROXY', noProxy: ['0.0.0.0'] }),
        by({ proxy: 'PROXY', noProxy: ['0.0.0.0:P'] }),
        by({ proxy: 'PROXY', noProxy: ['*'] }),
        by({ proxy: 'PROXY', noProxy: ['.0.0.0'] }),
        by({ proxy: 'PROXY' }, { NO_PROXY: 'example.com, 0.0.0.0' }),
        by({ noProxy: [] }, { HTTPS_PROXY: 'PROXY', no_proxy: '0.0.0.0:P' }),
      ],
    };
    for (const [way, all] of Object.entries(ways))
      for (const { settings, environment } of all)
        it(`${way}: ${JSON.stringify({ ...settings, ...environment })}`, async () => {
          await start('system');
          const port = new URL(exchange.ready.url).port;
          proxy = await startConnectProxy(() => Number(port));
          restores.push(() => proxy.close());
          const real = <T extends object>(values: T): T =>
            JSON.parse(
              JSON.stringify(values)
                .replace('"PROXY"', `"http://${proxy.host}"`)
                .replace(':P"', `:${port}"`),
            ) as T;
          await apply(real(settings), real(environment));
          const origin = `https://0.0.0.0:${port}`;
          const http = new HttpClient({ origin, connect: connectOptions(origin) });
          const { response, failure } = await http.send({ action: 'x', method: 'GET', path: '/' });
          await http.close();
          assert.equal(failure, undefined);
          assert.ok(response);
          assert.equal(exchange.services.stats.connectionsOpened, 1);
          const asked = proxy.asked.filter((each) => each.startsWith('0.0.0.0'));
          assert.deepEqual(asked, way === 'proxy' ? [`0.0.0.0:${port}`] : []);
        });
  });

  describe('goes by certificates', () => {
    let api: TestApi;

    before(async () => {
      api = await activate();
    });
    afterEach(() => forgetProfiles(api));

    /** Opens a profile at a host that this authority vouches for. */
    async function at(authority: Vouching, settings: object): Promise<void> {
      await apply(settings);
      await start(authority);
      const { apiKey, secret, url, accountGroup } = exchange.ready;
      const credentials = { apiKey, secret, origin: url };
      await useProfile(api, credentials, { accountGroup: String(accountGroup) });
    }

    for (const [what, authority, settings] of [
      ["of an authority among the system's", 'system', {}],
      ['of one that NODE_EXTRA_CA_CERTS names', 'extra', {}],
      ["of that one without the system's too", 'extra', { systemCertificates: false }],
      ['of anybody where http.proxyStrictSSL is off', 'unknown', { proxyStrictSSL: false }],
    ] as const)
      it(what, async () => {
        await at(authority, settings);
        const { feed, store } = await api.current.open();
        await feed.refresh();
        assert.equal(feed.state.error, undefined);
        assert.equal(store.size, 5);
        await until(() => feed.state.stream?.phase === 'live');
      });

    for (const [what, authority, settings] of [
      ['not of an authority that nobody knows', 'unknown', {}],
      [
        "not of the system's where http.systemCertificates is off",
        'system',
        { systemCertificates: false },
      ],
    ] as const)
      it(`${what}, says what to do, and tries once`, async () => {
        await at(authority, settings);
        const { feed } = await api.current.open();
        const tried: string[] = [];
        const listening = api.transcripts.onDidAdd(({ action }) => tried.push(action));
        restores.push(() => listening.dispose());
        const text = /not to be trusted .*nothing was sent.* root certificate/;
        await tells(api, text, Command.refresh);
        assert.equal(feed.state.error?.reason, 'certificate');
        assert.equal(tried.filter((each) => each === 'open-orders').length, 1, tried.join());
        assert.deepEqual(exchange.services.stats.requests, {});
      });

    it("are Node's and the system's where something is encrypted, and are not read where nothing is", () => {
      const { ca = [] } = connectOptions('https://ascendex.com');
      const all = [...getCACertificates('default'), ...getCACertificates('system')];
      assert.notDeepEqual(all, []);
      assert.deepEqual([...ca].sort(), all.sort());
      assert.equal(connectOptions('http://127.0.0.1:8080').ca, undefined);
    });
  });
});
