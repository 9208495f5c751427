import assert from 'node:assert/strict';
import { countOutcomes } from '../../../src/orders/bulkReport.ts';
import type { CancelReport } from '../../../src/orders/cancelOutcome.ts';
import type { Transcript } from '../../../src/net/transcript.ts';
import { cancelProof } from '../../../src/orders/cancelProof.ts';
import type { Evidence } from '../../../src/orders/evidence.ts';
import { heard, makeOrder } from './makeOrder.ts';

const at = Date.UTC(2026, 0, 2, 3, 4, 5, 6);

function answered(body: Uint8Array): Evidence {
  const transcript: Transcript = {
    ...{ id: '1', action: 'cancel-order', startedAt: at - 20, failure: undefined },
    request: {
      ...{ method: 'DELETE', url: 'http://127.0.0.1/0/api/pro/v2/futures/order' },
      ...{ headers: [['x-auth-key', '‹redacted›']], body: '{"orderId":"a1"}' },
    },
    response: {
      ...{ status: 200, statusText: 'OK', body, complete: true },
      headers: [['Date', 'Fri, 02 Jan 2026 03:04:05 GMT']],
    },
    timings: { sent: 1, headers: 10, total: 20 },
  };
  return { kind: 'cancel', at, transcript };
}

interface Proof {
  readonly conclusion: string;
  readonly because: string;
  readonly order: string;
  readonly evidence: readonly {
    readonly kind: string;
    readonly seenAt: string;
    readonly sentAt: string;
    readonly exchangeTime: string;
    readonly message: string;
    readonly response: { readonly text: string; readonly base64: string };
    readonly request: { readonly method: string; readonly body: string };
  }[];
}

const ids = { orderId: 'a1', symbol: 'BTC-PERP', accepted: true, inherited: false };
const body = '{"code":0,"big":90071992547409931234567890}';

describe("a cancel's proof", () => {
  it('has the request, the very answer, local and exchange times, and the conclusion', () => {
    const order = makeOrder({ status: 'canceled', venueStatus: 'Canceled', raw: '{"x":1.0}' });
    const evidence = [answered(Buffer.from(body))];
    const text = cancelProof({
      ...ids,
      outcome: { kind: 'canceled', order },
      evidence,
      proof: evidence[0],
    });
    const proof = JSON.parse(text) as Proof;
    assert.equal(proof.conclusion, 'canceled');
    assert.equal(
      proof.because,
      'The answer to the cancel itself shows the order as Canceled, 0 of 1 filled.',
    );
    assert.equal(proof.order, '{"x":1.0}');
    const [piece] = proof.evidence;
    assert.equal(piece?.response.text, body);
    assert.equal(piece.request.method, 'DELETE');
    assert.equal(piece.sentAt, '2026-01-02T03:04:04.986Z');
    assert.equal(piece.seenAt, '2026-01-02T03:04:05.006Z');
    assert.equal(piece.exchangeTime, 'Fri, 02 Jan 2026 03:04:05 GMT');
  });

  it('does not say that the cancel closed the order where it was not answered', () => {
    const order = makeOrder({ status: 'canceled', venueStatus: 'Canceled' });
    const outcome = { kind: 'canceled', order } as const;
    const seen = heard('{"m":"futures-order"}');
    const { because } = JSON.parse(
      cancelProof({ ...ids, accepted: false, outcome, evidence: [seen], proof: seen }),
    ) as Proof;
    assert.match(because, /was not answered, so something else may have done that/);
  });

  it('keeps bytes that are not UTF-8 as base64', () => {
    const evidence = [answered(Buffer.from([0xff, 0xfe]))];
    const outcome = { kind: 'underWay' } as const;
    const proof = JSON.parse(
      cancelProof({ ...ids, outcome, evidence, proof: evidence.at(-1) }),
    ) as Proof;
    assert.equal(proof.evidence[0]?.response.base64, '//4=');
  });

  it('names the stream where that settled it, with the message as it came', () => {
    const order = makeOrder({ status: 'filled', venueStatus: 'Filled', filledQuantity: '1' });
    const outcome = { kind: 'filledFirst', order, complete: true } as const;
    const evidence = [answered(Buffer.from(body)), heard('{"m":"futures-order", "sn":7}')];
    const proof = JSON.parse(
      cancelProof({ ...ids, outcome, evidence, proof: evidence.at(-1) }),
    ) as Proof;
    assert.match(proof.because, /^The venue's stream shows the order as Filled, 1 of 1 filled/);
    assert.equal(proof.evidence[1]?.message, '{"m":"futures-order", "sn":7}');
  });

  it('claims nothing while nothing is known', () => {
    const outcome = {
      ...{ kind: 'unknown' as const, acknowledged: true, followed: true, repeatable: false },
      ...{ order: undefined, error: undefined },
    };
    const proof = JSON.parse(
      cancelProof({ ...ids, outcome, evidence: [], proof: undefined }),
    ) as Proof;
    assert.equal(proof.conclusion, 'unknown');
    assert.match(proof.because, /acknowledged the cancel, which settles nothing/);
  });

  it('tells an order that filled wholly from one whose rest was canceled', () => {
    const order = makeOrder({ status: 'canceled', filledQuantity: '0.5' });
    const report = (complete: boolean): CancelReport => ({
      ...{ ...ids, evidence: [], proof: undefined },
      outcome: { kind: 'filledFirst', order, complete },
    });
    const counts = countOutcomes([report(true), report(false), report(false)]);
    assert.deepEqual(Object.fromEntries(counts), { filledFirst: 1, canceledAfterFill: 2 });
    assert.match(cancelProof(report(false)), /"conclusion": "canceledAfterFill"/);
  });
});
