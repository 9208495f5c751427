import assert from 'node:assert/strict';
import { sameBut, useBoth } from '../support/bothClients.ts';
import { channels } from '../../../src/venues/ascendex/stream/connection.ts';
import { messageParts, partsOf, type Parts } from '../support/parts.ts';
import { until } from '../../support/until.ts';

const BY_FETCH =
  "undici opens a WebSocket by the rules of browsers' fetch, which add it; ws does not.";
const BY_HEADERS = 'Order Desk signs in by the headers of the upgrade, ccxt by a message after it.';

const SIGNED_ELSEWHERE = {
  'header x-auth-key': BY_HEADERS,
  'header x-auth-timestamp': BY_HEADERS,
  'header x-auth-signature': BY_HEADERS,
  signed: BY_HEADERS,
};

describe("Order Desk's stream and ccxt's", function () {
  this.timeout(20_000);
  const both = useBoth('requests/stream');
  let desk: { upgrade: Parts; messages: Parts[] };
  let ccxt: { upgrade: Parts; messages: Parts[] };

  before(async () => {
    const { recorder, secret, ccxt: client } = both();
    const take = (upgrade: number, messages: readonly string[]) => ({
      upgrade: partsOf(recorder.upgrades[upgrade] ?? assert.fail(), secret),
      messages: messages.map((text) => messageParts(text, secret)),
    });
    const ping = JSON.stringify({ m: 'ping', hp: 3 });
    const stream = both().desk().stream?.() ?? assert.fail();
    stream.start();
    await until(() => recorder.messages.length === channels.length);
    recorder.say(ping);
    await until(() => recorder.messages.length === channels.length + 1);
    desk = take(0, recorder.messages.splice(0));
    stream.stop();
    const watched = client.watchOrders('BTC/USDT:USDT');
    watched.catch(() => undefined); // ends with the connection
    await until(() => recorder.messages.length === 2);
    recorder.say(ping);
    await until(() => recorder.messages.length === 3);
    ccxt = take(1, recorder.messages.splice(0));
  });

  /** The messages of a client with this op. */
  const withOp = ({ messages }: { messages: Parts[] }, op: string): Parts =>
    messages.find((parts) => parts.get('op') === JSON.stringify(op)) ?? assert.fail(`no ${op}`);

  it('are opened by the same upgrade, but for what is told', () => {
    sameBut("a stream's upgrade", desk.upgrade, ccxt.upgrade, {
      ...SIGNED_ELSEWHERE,
      'header accept': BY_FETCH,
      'header accept-encoding': BY_FETCH,
      'header accept-language': BY_FETCH,
      'header cache-control': BY_FETCH,
      'header pragma': BY_FETCH,
      'header sec-fetch-mode': BY_FETCH,
      'header user-agent': BY_FETCH,
      'header connection': 'Written in small letters by undici; the word is the same in any case.',
    });
  });

  it('are signed for by the same message, though with the secret read in another way', () => {
    const { upgrade } = desk;
    const auth = withOp(ccxt, 'auth');
    const ours = new Map([
      ['key', upgrade.get('header x-auth-key') ?? ''],
      ['time', upgrade.get('header x-auth-timestamp') ?? ''],
      ['signed', upgrade.get('signed') ?? ''],
    ]);
    const theirs = new Map([
      ['key', JSON.parse(auth.get('key') ?? '""') as string],
      ['time', JSON.parse(auth.get('t') ?? '""') as string],
      ['signed', auth.get('signed') ?? ''],
    ]);
    assert.match(ours.get('signed') ?? '', /^1608133910000\+v2\/stream with the secret as utf8$/);
    sameBut("a stream's sign-in", ours, theirs, {
      signed:
        'ccxt reads the secret as base64 for streams and by its characters for requests; Order Desk ' +
        'reads it for both as the profile says.',
    });
  });

  it('are signed for by the very same signature where the profile says base64', async () => {
    const { recorder } = both();
    const stream = both().desk({ keyEncoding: 'base64' }).stream?.() ?? assert.fail();
    stream.start();
    await until(() => recorder.upgrades.length === 3);
    const { headers } = recorder.upgrades[2] ?? assert.fail();
    const signature = headers.find(([name]) => name === 'x-auth-signature')?.[1];
    assert.equal(JSON.stringify(signature), withOp(ccxt, 'auth').get('sig'));
    await until(() => recorder.messages.length === channels.length);
    stream.stop();
  });

  it('subscribe to the same channel by the same message, but for what is told', () => {
    const [ours] = desk.messages;
    assert.ok(ours);
    sameBut('a subscription', ours, withOp(ccxt, 'sub'), {
      id: 'Order Desk calls a subscription by its channel, ccxt by the time in seconds.',
    });
  });

  it('answer a ping alike, but for what is told', () => {
    sameBut("a ping's answer", withOp(desk, 'pong'), withOp(ccxt, 'pong'), {
      hp: 'ccxt repeats the count of the ping, which the reference does not ask for.',
    });
  });
});
