import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Command } from '../../src/contributions.ts';
import type { Desk } from '../../src/desk/desk.ts';
import type { TestApi } from '../../src/extension.ts';
import { Redactor } from '../../src/net/redact.ts';
import type { Transcript } from '../../src/net/transcript.ts';
import { startPaperExchange } from '../../src/paper/exchange.ts';
import { canBefall, FAULT_KINDS } from '../../src/paper/faults/spec.ts';
import { CredentialStore } from '../../src/platform/credentials.ts';
import { CurrentDesk } from '../../src/platform/currentDesk.ts';
import { explain } from '../../src/platform/messages.ts';
import { sign } from '../../src/venues/ascendex/signing.ts';
import type { Credentials, KeyEncoding } from '../../src/venues/kind.ts';
import type { Order } from '../../src/venues/venue.ts';
import { echoes, everyForm, knownOf, spoken, type Known } from '../support/echo.ts';
import { json, refusingOrigin, startFaultyHost } from '../support/faultyHost.ts';
import { memoryJournal } from '../../src/orders/journal.ts';
import { startStreamHost } from '../support/streamHost.ts';
import { everythingOf, Places, Search } from './canary.ts';
import { activate, forgetProfiles, told, useProfile, withoutDialog } from './desk.ts';

const KEY = 'canaryKEY+7f3a/91c2=AbCdEf';
const SECRET = 'canarySECRET+5e/8d21/b7QwErTyUiOp';
/** No secret: it must be found wherever a secret would be. */
const MARK = 'plantedMARK+7f3a/91c2=AbCdEf';
/** One row has the one, the next row the other; the client alone is searched with both for each. */
const encodings: readonly KeyEncoding[] = ['utf8', 'base64'];
/** Small enough to be quick, where the usual one is not. */
const args: Readonly<Record<string, number>> = {
  ...{ latency: 20, 'latency-after': 20, 'slow-body': 100, huge: 100_000, 'stream-reorder': 20 },
};
/** Kinds after which the stream is not tried again at once. */
const resting = new Set(['silence', 'ban']);
const messages = ['connected', 'sub', 'futures-order'];

describe('keys and secrets', () => {
  let api: TestApi;
  let restore: () => Thenable<void>;
  let places: Places;
  const canary = new Search();
  const mark = new Search();
  let rows = 0;
  let last: Transcript | undefined;

  before(async () => {
    api = await activate();
    restore = await withoutDialog();
    places = new Places(api);
    canary.add(KEY, SECRET, Buffer.from(SECRET, 'base64').toString('latin1'));
    mark.add(MARK);
  });
  after(async () => {
    places.dispose();
    await vscode.env.clipboard.writeText('');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await forgetProfiles(api);
    await restore();
  });

  /** Opens a profile with the canary, lists, cancels, waits for the stream, and searches. */
  async function row(
    credentials: Credentials,
    keyEncoding: KeyEncoding,
    more: { accountGroup?: string; meanwhile?: (desk: Desk) => Promise<unknown> } = {},
  ): Promise<void> {
    const { accountGroup = '0', meanwhile } = more;
    const profile = await useProfile(api, credentials, { keyEncoding, accountGroup });
    await told(api, Command.refresh);
    const desk = await api.current.open();
    await reached(desk, (phase) => phase !== 'connecting');
    await told(api, Command.refresh);
    await meanwhile?.(desk);
    const [order = someOrder] = desk.store.working;
    desk.store.apply([order], { kind: 'stream', at: 1, text: '' });
    await told(api, Command.copyOrderId, order);
    const over = told(api, Command.cancelRow, order);
    await Promise.race([over, asked(desk, order.orderId)]);
    await search(credentials.secret, keyEncoding);
    desk.cancels.dismiss(order.orderId);
    await over;
    await search(credentials.secret, keyEncoding);
    rows += 1;
    await api.credentials.forget(profile.id);
    api.profiles.remove(profile.id);
  }

  /** Every place as it is now, for the canary, for the signatures made with it, and for the mark. */
  async function search(secret: string, encoding: KeyEncoding): Promise<void> {
    const found: [kind: string, text: string][] = [];
    const transcripts = await places.each((kind, text) => found.push([kind, text]));
    for (const transcript of transcripts) {
      const signature = signatureOf(transcript, secret, encoding);
      if (signature) canary.add(signature);
      last = transcript;
    }
    for (const [kind, text] of found) {
      canary.look(kind, text);
      mark.look(kind, text);
    }
    assert.deepEqual([...canary.found], []);
  }

  for (const [i, [kind, what]] of [...FAULT_KINDS].entries()) {
    const keyEncoding = encodings[i % 2] ?? 'utf8';
    it(`are nowhere when the exchange has the fault ${kind}, ${keyEncoding}`, async () => {
      const exchange = await startPaperExchange({ seed: 7, orders: 3, frozen: true });
      const { url: origin, apiKey, secret, accountGroup } = exchange.ready;
      const { faults } = exchange.services;
      canary.add(apiKey, secret, Buffer.from(secret, 'base64').toString('latin1'));
      const spec = { kind, ...(kind in args ? { arg: args[kind] ?? 0 } : {}) };
      const actions = kind.startsWith('stream-cut') ? messages : undefined;
      const aims = actions ?? ['cancel-order', 'open-orders', 'exchange-info', 'stream'];
      for (const action of aims.filter((aim) => canBefall(what, aim)))
        if (kind !== 'silence' || action !== 'open-orders') faults.add({ ...spec, action });
      if (kind.startsWith('stream-')) faults.add({ ...spec, action: 'futures-order' });
      await row({ apiKey, secret, origin }, keyEncoding, {
        accountGroup: String(accountGroup),
        ...(resting.has(kind) ? {} : { meanwhile: lastLive }),
      });
      assert.ok((faults.counts[kind] ?? 0) > 0, `${kind} did happen`);
      await exchange.close();
    }).timeout(60_000);
  }

  const credentials = (origin: string): Credentials => ({ apiKey: KEY, secret: SECRET, origin });

  for (const [i, [where, answer]] of Object.entries(echoes).entries()) {
    const keyEncoding = encodings[i % 2] ?? 'utf8';
    it(`are nowhere when the host sends them back ${where}, ${keyEncoding}`, async () => {
      const host = await startFaultyHost();
      const seen: Known[] = [];
      host.answer = (socket, request) => {
        const known = knownOf(request, SECRET);
        if (known.signature) seen.push(known);
        answer(known)(socket, request);
      };
      await row(credentials(host.origin), keyEncoding);
      assert.ok(seen.length >= 3, 'the host was asked');
      const made = api.transcripts.list().map((each) => signatureOf(each, SECRET, keyEncoding));
      assert.ok(seen.every(({ signature }) => made.includes(signature)));
      await host.close();
    }).timeout(60_000);
  }

  for (const [i, [what, message]] of Object.entries(spoken).entries()) {
    const keyEncoding = encodings[i % 2] ?? 'utf8';
    it(`are nowhere when the host speaks them in ${what}, ${keyEncoding}`, async () => {
      const host = await startStreamHost();
      host.onRequest = () => ({ code: 0, data: [] });
      let known: Known = { key: '', signature: '', secret: '' };
      host.onClient = ({ socket, headers }) => {
        const sent = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
        known = knownOf({ headers: sent }, SECRET);
        socket.send('{"m":"connected","type":"auth"}');
        socket.send(message(known));
        socket.close(4_000, everyForm(known).slice(0, 120));
      };
      await row(credentials(host.origin), keyEncoding);
      assert.equal(known.key, KEY);
      await host.close();
    }).timeout(60_000);
  }

  it('are nowhere when no connection can be made, or the key is another host’s', async () => {
    const [origin, other] = [await refusingOrigin(), 'http://127.0.0.1:1'];
    await row({ apiKey: KEY, secret: SECRET, origin }, 'utf8');
    await useProfile(api, { apiKey: KEY, secret: SECRET, origin }, { origin: other });
    await told(api, Command.refresh);
    await search(SECRET, 'utf8');
  }).timeout(60_000);

  it('are nowhere when something breaks that nobody thought of, with the request in its error', async () => {
    const request = { headers: { 'x-auth-key': KEY }, cause: `${SECRET} ${MARK}` };
    const crash = (): Promise<never> => {
      const cause = new Error(JSON.stringify(request));
      return Promise.reject(new TypeError(`boom ${JSON.stringify(request)}`, { cause }));
    };
    await row({ apiKey: KEY, secret: SECRET, origin: await refusingOrigin() }, 'utf8', {
      meanwhile: async (desk) => {
        Object.assign(desk.feed, { refresh: crash });
        const [shown] = await told(api, Command.refresh);
        assert.match(shown?.text ?? '', /^boom .*‹redacted›.*plantedMARK/);
      },
    });
  }).timeout(60_000);

  it('are searched for in places that show what is planted there', async () => {
    const host = await startFaultyHost();
    const order = { ...wire, orderId: 'planted1', execInst: MARK };
    host.answer = (socket, request) => {
      const status = request.method === 'DELETE' || request.path.includes('/status') ? 502 : 200;
      json({ code: 0, data: [order], info: MARK }, { status, headers: { 'X-Mark': MARK } })(
        socket,
        request,
      );
    };
    await useProfile(api, { apiKey: KEY, secret: SECRET, origin: host.origin });
    await told(api, Command.refresh);
    const { store } = await api.current.open();
    assert.equal(store.size, 1);
    await told(api, Command.cancelRow, { orderId: 'planted1' });
    host.answer = json({ code: 100001, reason: MARK });
    await told(api, Command.refresh);
    await told(api, Command.copyOrderId, { orderId: MARK });
    await search(SECRET, 'utf8');
    await host.close();
    assert.ok(last);
    await places.files(last, (kind, text) => {
      canary.look(kind, text);
      mark.look(kind, text);
    });
    assert.deepEqual([...canary.found], []);
    for (const kind of [
      ...['notification', 'transcript', 'response document', 'formatted document'],
      ...['exchange document', 'order document', 'error', 'notice', 'cancel proof'],
      ...['stored state', 'clipboard', 'log'],
    ]) {
      assert.ok((mark.found.get(kind) ?? 0) > 0, `what was planted is found in a ${kind}`);
    }
    const kinds = [...canary.looked].map(([kind, count]) => `${count} × ${kind}`).join(', ');
    const table = FAULT_KINDS.size + Object.keys(echoes).length + Object.keys(spoken).length;
    assert.ok(rows >= table && canary.places > 40 * rows, `${rows} rows, ${canary.places} places`);
    console.log(`[mocha]       ${rows} rows, ${canary.places} places searched: ${kinds}`);
  }).timeout(60_000);

  /** Resolves once the cancel of an order is unknown and its status was asked for in vain. */
  async function asked(desk: Desk, orderId: string): Promise<void> {
    await new Promise<void>((resolve) => {
      const listening = api.transcripts.onDidAdd(({ action }) => {
        if (action !== 'order-status' || desk.cancels.phaseOf(orderId) === undefined) return;
        listening.dispose();
        resolve();
      });
    });
  }

  /** Resolves once the stream's phase is as wanted. */
  async function reached(
    desk: Desk,
    wanted: (phase: string | undefined) => boolean,
  ): Promise<void> {
    if (wanted(desk.feed.state.stream?.phase)) return;
    await new Promise<void>((resolve) => {
      const listening = desk.feed.onDidChange(({ stream }) => {
        if (!wanted(stream?.phase)) return;
        listening.dispose();
        resolve();
      });
    });
  }

  const lastLive = (desk: Desk): Promise<void> => reached(desk, (phase) => phase === 'live');

  it('that the secret storage cannot give are asked of nothing else', async () => {
    const broken = (): Promise<never> => Promise.reject(new Error(`locked: ${SECRET}`));
    const storage = new CredentialStore({
      ...{ get: broken, store: broken, delete: broken, keys: broken },
      onDidChange: () => ({ dispose: () => undefined }),
    });
    const origin = 'http://127.0.0.1:1';
    await useProfile(api, { apiKey: KEY, secret: SECRET, origin });
    const desk = new CurrentDesk(api.profiles, {
      ...{ credentials: storage, paper: api.paper, redactor: new Redactor() },
      onTranscript: () => assert.fail('sent'),
      journals: () => ({ cancels: memoryJournal(), places: memoryJournal() }),
      load: () => import('../../src/later.ts'),
      mayAct: () => false,
    });
    const error: unknown = await desk.open().catch((reason: unknown) => reason);
    const { text } = explain(error, desk.place);
    assert.match(text, /secret storage is not available .* Nothing was stored elsewhere/);
    assert.doesNotMatch(text, /canary/);
    await assert.rejects(storage.set('x', { apiKey: KEY, secret: SECRET, origin }), (reason) => {
      assert.doesNotMatch(everythingOf(reason), /canary/);
      return true;
    });
    desk.dispose();
  });

  it('can be forgotten', async () => {
    const profile = await useProfile(api, { apiKey: KEY, secret: SECRET, origin: 'http://x' });
    assert.equal((await api.credentials.get(profile.id))?.apiKey, KEY);
    await api.credentials.forget(profile.id);
    assert.equal(await api.credentials.get(profile.id), undefined);
  });
});

const wire = {
  ...{ ac: 'FUTURES', accountId: 'fut', seqNum: 1, time: 1, orderType: 'Limit', side: 'Buy' },
  ...{ symbol: 'BTC-PERP', price: '1', orderQty: '1', status: 'New', cumFilledQty: '0' },
  ...{ avgFilledPx: '0', stopPrice: '0', lastExecTime: 1, errorCode: '' },
};

/** What a request was signed with; `undefined` for one that was not signed. */
function signatureOf(
  { request }: Transcript,
  secret: string,
  encoding: KeyEncoding,
): string | undefined {
  const timestamp = new Map(request.headers).get('x-auth-timestamp');
  const [, prehash] = new URL(request.url).pathname.split('/api/pro/');
  return timestamp && prehash ? sign(secret, encoding, Number(timestamp), prehash) : undefined;
}

const someOrder = {
  ...{ orderId: 'a177c2a8cfe1U0123456789equestId2', symbol: 'BTC-PERP', side: 'buy' },
  ...{ type: 'limit', status: 'open', venueStatus: 'New', price: '1', stopPrice: undefined },
  ...{ quantity: '1', filledQuantity: '0', averagePrice: undefined },
  ...{ createdAt: 1, updatedAt: 1, sequence: 1, raw: '' },
} as const satisfies Order;
