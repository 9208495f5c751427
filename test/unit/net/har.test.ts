import assert from 'node:assert/strict';
import { harText } from '../../../src/net/har.ts';
import { redacted } from '../../../src/net/redact.ts';
import { PaperPositions } from '../../support/paperPositions.ts';

interface Har {
  readonly log: {
    readonly version: string;
    readonly creator: object;
    readonly entries: readonly {
      readonly startedDateTime: string;
      readonly time: number;
      readonly comment: string;
      readonly request: {
        readonly method: string;
        readonly url: string;
        readonly headers: readonly { readonly name: string; readonly value: string }[];
        readonly queryString: readonly object[];
        readonly postData?: { readonly mimeType: string; readonly text: string };
      };
      readonly response: {
        readonly status: number;
        readonly content: {
          readonly size: number;
          readonly text: string;
          readonly encoding?: string;
        };
        readonly _error?: string;
      };
      readonly timings: { readonly send: number; readonly wait: number; readonly receive: number };
    }[];
  };
}

describe('requests as an HTTP archive', () => {
  const rig = new PaperPositions();
  beforeEach(() => rig.begin());
  afterEach(() => rig.end());

  it('has each with its answer, the oldest first, and no secret', async () => {
    const { venue } = rig.trader;
    await rig.rest('buy');
    await venue.openOrders();
    rig.fault('drop-before', { action: 'open-orders', count: -1 });
    await assert.rejects(venue.openOrders());
    const creator = { name: 'Order Desk', version: '1' };
    const text = harText([...rig.transcripts].reverse(), creator);
    const { log } = JSON.parse(text) as Har;
    assert.deepEqual([log.version, log.creator], ['1.2', creator]);
    assert.equal(log.entries.length, rig.transcripts.length);
    const times = log.entries.map(({ startedDateTime }) => startedDateTime);
    assert.deepEqual(times, times.toSorted());
    for (const secret of [rig.exchange.ready.apiKey, rig.exchange.ready.secret])
      assert.ok(!text.includes(secret));
    const placed = log.entries.find(({ comment }) => comment === 'place-order');
    assert.equal(placed?.request.method, 'POST');
    assert.equal(placed.request.postData?.mimeType, 'application/json');
    assert.match(placed.request.postData.text, /^\{.*"orderQty":"0\.1"/);
    const key = placed.request.headers.find(({ name }) => name === 'x-auth-key');
    assert.equal(key?.value, redacted);
    assert.equal(placed.response.content.size, placed.response.content.text.length);
    const { send, wait, receive } = placed.timings;
    assert.ok(Math.abs(send + wait + receive - placed.time) < 0.001);
    const lost = log.entries.findLast(({ comment }) => comment === 'open-orders');
    assert.equal(lost?.response.status, 0);
    assert.match(lost.response._error ?? '', /^headers: /);
  });

  it('has bytes that are no text in base64', () => {
    const body = Uint8Array.from([0xff, 0xfe, 0x00]);
    const text = harText(
      [
        {
          ...{ id: '1', action: 'any', startedAt: 0, failure: undefined },
          request: { method: 'GET', url: 'http://127.0.0.1/a?b=c', headers: [], body: undefined },
          response: { status: 200, statusText: 'OK', headers: [], body, complete: true },
          timings: { sent: 1, headers: 2, total: 3 },
        },
      ],
      { name: 'Order Desk', version: '1' },
    );
    const [entry] = (JSON.parse(text) as Har).log.entries;
    assert.deepEqual(entry?.request.queryString, [{ name: 'b', value: 'c' }]);
    const { text: content, encoding } = entry?.response.content ?? {};
    assert.deepEqual([content, encoding], ['//4A', 'base64']);
  });
});
