import assert from 'node:assert/strict';
import { Command } from '../../src/contributions.ts';
import type { TestApi } from '../../src/extension.ts';
import { startPaperExchange, type PaperExchange } from '../../src/paper/exchange.ts';
import type { Credentials } from '../../src/venues/kind.ts';
import { startFaultyHost, json, message, refusingOrigin } from '../support/faultyHost.ts';
import { empty, endAfter, hang, html, redirect, reset } from '../support/faults.ts';
import type { Answer } from '../support/faultyHost.ts';
import { activate, forgetProfiles, tells, told, useProfile, withoutDialog } from './desk.ts';

describe('a message says what is wrong and what to do', () => {
  let api: TestApi;
  let exchange: PaperExchange;
  let good: Credentials;
  const group = (): { accountGroup: string } => ({
    accountGroup: String(exchange.ready.accountGroup),
  });
  let restore: () => Thenable<void>;

  before(async () => {
    api = await activate();
    restore = await withoutDialog();
  });
  beforeEach(async () => {
    exchange = await startPaperExchange({ seed: 7, orders: 5, frozen: true });
    const { url, apiKey, secret } = exchange.ready;
    good = { apiKey, secret, origin: url };
  });
  afterEach(async () => {
    await forgetProfiles(api);
    await exchange.close();
  });
  after(() => restore());

  /** A further key of the exchange. */
  async function makeKey(options: object): Promise<Credentials> {
    const answer = await fetch(`${good.origin}/paper/v1/keys`, {
      method: 'POST',
      headers: { 'x-paper-control': '1', 'content-type': 'application/json' },
      body: JSON.stringify(options),
    });
    const { data } = (await answer.json()) as { data: { apiKey: string; secret: string } };
    return { ...data, origin: good.origin };
  }

  it('wrong key', async () => {
    await useProfile(api, { ...good, apiKey: 'wrong-key-000000' }, group());
    const shown = await tells(api, /does not know this API key. Check that/, Command.refresh);
    assert.ok(shown.buttons.includes('Set API Key…'));
  });

  it('wrong secret', async () => {
    await useProfile(api, { ...good, secret: 'd3Jvbmctc2VjcmV0' }, group());
    await tells(api, /the secret does not belong to this key, or .* encoding/, Command.refresh);
  });

  it('expired key', async () => {
    const key = await makeKey({ expireTime: Date.now() - 1_000 });
    await useProfile(api, key, group());
    await tells(api, /has expired. Make a new one/, Command.refresh);
  });

  it('no trade permission: orders are shown, a cancel is refused', async () => {
    await useProfile(api, await makeKey({ trade: false }), group());
    const desk = await api.current.open();
    await desk.feed.refresh();
    const [order] = desk.store.working;
    assert.ok(order);
    await tells(api, /^Not canceled: .*no trade permission. Allow/, Command.cancelRow, order);
    assert.ok(desk.store.isWorking(order.orderId));
  });

  it('a clock that is off by a minute, which is measured and made up for', async () => {
    exchange.services.clock.offset = 60_000;
    await useProfile(api, good, group());
    assert.deepEqual(await told(api, Command.refresh), []);
    const { venue, store } = await api.current.open();
    assert.equal(store.size, 5);
    assert.equal(Math.round((venue.clock.current?.offset ?? 0) / 1_000), 60);
  });

  it('wrong account group', async () => {
    await useProfile(api, good, { accountGroup: String(exchange.ready.accountGroup + 1) });
    const shown = await tells(api, /group of this profile is not this key's/, Command.refresh);
    assert.ok(shown.buttons.includes('Edit Profile…'));
  });

  it('a key that was stored for another host', async () => {
    await useProfile(api, { ...good, origin: 'http://127.0.0.1:1' }, { origin: good.origin });
    await tells(api, /made for another host .* nothing was signed/, Command.refresh);
  });

  it('no key', async () => {
    const profile = await useProfile(api, good, group());
    await api.credentials.forget(profile.id);
    api.current.close();
    await tells(api, /no API key for .* Set one/, Command.refresh);
  });

  it('a host that is not allowed', async () => {
    await useProfile(api, { ...good, origin: 'https://example.com' });
    await tells(api, /host https:\/\/example.com is not allowed/, Command.refresh);
  });

  it('a host that refuses the connection', async () => {
    await useProfile(api, { ...good, origin: await refusingOrigin() });
    await tells(api, /connection refused\). Check the host/, Command.refresh);
  });

  it('a host whose certificate nobody trusts', async () => {
    const host = await startFaultyHost({ tls: true });
    await useProfile(api, { ...good, origin: host.origin });
    await tells(api, /certificate of .* is not to be trusted/, Command.refresh);
    assert.equal(host.requests.length, 0);
    await host.close();
  });

  const cut = message('{"code":0,"data":[{"orderId":"a1"');
  const faults: readonly (readonly [string, Answer, RegExp])[] = [
    ['hangs', hang(), /did not answer in time/],
    ['resets', reset(), /broke the connection/],
    ['answers with HTML', html(200), /did not answer with JSON/],
    ['answers with a gateway’s page', html(502), /gateway before/],
    ['answers with an empty body', empty(), /sent an empty answer/],
    ['answers with cut JSON', endAfter(cut), /JSON|ended early/],
    ['redirects', redirect('http://127.0.0.1:1/'), /redirect, which is not followed/],
  ];
  for (const [name, answer, text] of faults) {
    it(`a host that ${name}`, async function () {
      this.timeout(60_000);
      const host = await startFaultyHost({ answer });
      await useProfile(api, { ...good, origin: host.origin });
      await tells(api, text, Command.refresh);
      await host.close();
    });
  }

  it('an order id that the exchange does not know', async () => {
    await useProfile(api, good, group());
    const desk = await api.current.open();
    await desk.feed.refresh();
    const [order] = desk.store.working;
    assert.ok(order);
    const news = { kind: 'stream', at: 1, text: '' } as const;
    desk.store.apply([{ ...order, orderId: 'a177c2a8cfe1U0123456789equestId2' }], news);
    const row = { orderId: 'a177c2a8cfe1U0123456789equestId2' };
    await tells(api, /^Not canceled: .*does not know this order id. Check/, Command.cancelRow, row);
  });

  it("the seed's own sample, with its trailing comma, is read and not lost", async () => {
    const sample = `{"code":0,"data":{"meta":{"action":"cancel-order","id":"ID","respInst":"ACCEPT"},"order":{"ac":"FUTURES","seqNum":14,"time":1605677683714,"orderId":"OID","orderType":"Limit","side":"Buy","symbol":"BTC-PERP","price":"9500","orderQty":"0.1","stopPrice":"0","stopBy":"_NOT_IMPLEMENTED_","status":"Canceled","lastExecTime":1605677684479,"avgFilledPx":"0","cumFilledQty":"0","errorCode":"",}}}`;
    const host = await startFaultyHost();
    host.answer = (socket, request) => {
      if (request.method === 'GET') {
        const order = {
          ...{ orderId: 'a175d9d90643U68469127074abcd1234', symbol: 'BTC-PERP', seqNum: 13 },
          ...{ side: 'Buy', orderType: 'Limit', status: 'New', price: '9500', orderQty: '0.1' },
          ...{ cumFilledQty: '0', avgFilledPx: '0', stopPrice: '0', time: 1, lastExecTime: 1 },
        };
        return json({ code: 0, data: [order] })(socket, request);
      }
      const { id, orderId } = JSON.parse(request.body) as { id: string; orderId: string };
      json(sample.replace('"ID"', `"${id}"`).replace('OID', orderId))(socket, request);
    };
    await useProfile(api, { ...good, origin: host.origin });
    const desk = await api.current.open();
    await desk.feed.refresh();
    const [order] = desk.store.working;
    assert.ok(order);
    await tells(api, /^Canceled on AscendEX Futures: BTC-PERP Buy 0.1/, Command.cancelRow, order);
    assert.match(desk.store.get(order.orderId)?.raw ?? '', /_NOT_IMPLEMENTED_.*"errorCode":"",}$/);
    await host.close();
  });
});
