import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { systemClock } from '../../../../src/common/clock.ts';
import { Redactor } from '../../../../src/net/redact.ts';
import type { Transcript } from '../../../../src/net/transcript.ts';
import { VenueError } from '../../../../src/venues/errors.ts';
import type { Venue } from '../../../../src/venues/venue.ts';
import { echoes, everyForm as allForms, knownOf, spoken } from '../../../support/echo.ts';
import {
  json,
  refusingOrigin,
  type Answer,
  type SeenRequest,
} from '../../../support/faultyHost.ts';
import * as faults from '../../../support/faults.ts';
import { cancelAnswer, publishedRequest } from '../../../support/orders.ts';
import { startStreamHost } from '../../../support/streamHost.ts';
import { apiKey, secret, VenueRig } from '../../../support/venueRig.ts';

const limits = { totalTimeout: 60 };
/** The secret as it is typed where its bytes are the key. */
const encoded = Buffer.from(secret).toString('base64');

function everyForm(text: string): string[] {
  const bytes = Buffer.from(text);
  return [
    text,
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    encodeURIComponent(text),
  ];
}

/** Everything an object shows of itself, the text of bytes included. */
function shown(value: unknown): string {
  const options = {
    depth: Infinity,
    showHidden: true,
    maxStringLength: null,
    maxArrayLength: null,
  };
  const seen = JSON.stringify(value, (_key, part: unknown) =>
    part instanceof Uint8Array ? Buffer.from(part).toString('latin1') : part,
  );
  const error = value instanceof Error ? `${value.message} ${value.stack}` : '';
  return `${inspect(value, options)} ${seen} ${error}`;
}

/** What a host does beside sending all it knows back. */
const others: Readonly<Record<string, Answer>> = {
  'sends an odd order': json(cancelAnswer({ errorCode: apiKey })),
  'breaks the connection': faults.reset(),
  hangs: faults.hang(),
  'answers rightly': json(cancelAnswer()),
};

describe('the key and the secret', () => {
  const rig = new VenueRig();
  afterEach(() => rig.end());

  async function everything(origin: string): Promise<unknown[]> {
    const kept: unknown[] = [];
    for (const keyEncoding of ['utf8', 'base64'] as const) {
      const raw = keyEncoding === 'base64' ? encoded : secret;
      const credentials = { apiKey, secret: raw, origin };
      const onTranscript = (transcript: Transcript): void => void kept.push(transcript);
      const { venue } = rig.venue(origin, {
        ...{ keyEncoding, credentials, limits, onTranscript, clock: systemClock, random: () => 0 },
      });
      kept.push(venue);
      const calls = [
        () => venue.account(),
        () => venue.openOrders(),
        () => venue.orderStatus(['a1']),
        () => venue.contracts(),
        () => venue.pricing(),
        () => venue.clock.measure(),
        () => venue.cancelOrder(publishedRequest),
        () => venue.cancelOrders([publishedRequest, { ...publishedRequest, orderId: 'b2' }]),
        () => venue.cancelAll(),
        () => venue.cancelAll('BTC-PERP'),
        () => streamed(venue),
      ];
      for (const call of calls) {
        try {
          kept.push(await call());
        } catch (error) {
          assert.ok(error instanceof VenueError);
          kept.push(error);
        }
      }
    }
    return kept;
  }

  /** All that a stream says of itself until it is down or live. */
  async function streamed(venue: Venue): Promise<unknown> {
    const stream = venue.stream?.();
    assert.ok(stream);
    const said: unknown[] = [];
    stream.onOrders((news) => said.push(news));
    stream.onAccount((news) => said.push(news));
    await new Promise<void>((resolve) => {
      stream.onDidChangeState((state) => {
        said.push(state);
        if (state.phase !== 'connecting') resolve();
      });
      stream.start();
    });
    stream.stop();
    return said;
  }

  function assertNone(kept: readonly unknown[], signatures: readonly string[]): void {
    assert.ok(kept.length > 20);
    const forms = [apiKey, secret, encoded, ...signatures].flatMap(everyForm);
    for (const value of kept) {
      const text = shown(value);
      for (const form of forms) assert.ok(!text.includes(form), `${form} in ${text}`);
    }
  }

  const rows: [string, (request: SeenRequest) => Answer][] = [
    ...Object.entries(others).map(([what, answer]): [string, () => Answer] => [what, () => answer]),
    ...Object.entries(echoes).map(([where, echo]): [string, (request: SeenRequest) => Answer] => [
      `sends them back ${where}`,
      (request) => echo(knownOf(request, secret)),
    ]),
  ];
  for (const [what, answerTo] of rows) {
    it(`are nowhere in transcripts, answers and errors when the host ${what}`, async () => {
      const host = await rig.host();
      host.answer = (socket, request) => answerTo(request)(socket, request);
      const kept = await everything(host.origin);
      const sent = host.requests.map(({ headers }) => new Map(headers));
      const signatures = sent.flatMap((headers) => headers.get('x-auth-signature') ?? []);
      assertNone(kept, signatures);
      assert.ok(signatures.length > 10, 'the host was sent what is secret');
      assert.ok(sent.some((headers) => headers.get('x-auth-key') === apiKey));
    }).timeout(20_000);
  }

  for (const [what, message] of Object.entries(spoken)) {
    it(`are nowhere in what a stream hands on when the host speaks them in ${what}`, async () => {
      const host = await startStreamHost();
      rig.endLater(() => host.close());
      const signatures: string[] = [];
      host.onClient = ({ socket, headers }) => {
        const list = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
        const known = knownOf({ headers: list }, secret);
        signatures.push(known.signature);
        socket.send('{"m":"connected","type":"auth"}');
        socket.send(message(known));
        socket.close(4_000, allForms(known).slice(0, 120));
      };
      assertNone(await everything(host.origin), signatures);
      assert.equal(signatures.length, 2);
    }).timeout(20_000);
  }

  it('are nowhere when something breaks that nobody thought of, with the request in its error', async () => {
    const redactor = new Redactor([apiKey, secret]);
    const headers = [['x-auth-key', apiKey]] as const;
    const http = rig.client('http://127.0.0.1:1', {
      redactor,
      createDispatcher: () => Promise.reject(new TypeError(`boom ${JSON.stringify(headers)}`)),
    });
    const path = `/${apiKey}?secret=${encodeURIComponent(secret)}`;
    const transcript = await http.send({
      ...{ action: 'x', method: 'POST', path, headers, secretHeaders: ['x-auth-key'] },
      body: JSON.stringify({ secret }),
    });
    assert.match(transcript.failure?.message ?? '', /boom .*‹redacted›/);
    assertNone(Array<unknown>(21).fill(transcript), []);
  });

  it('are found by this search where they are', () => {
    for (const form of [apiKey, secret].flatMap(everyForm)) {
      for (const value of [
        { form },
        new Error(form),
        new Uint8Array(Buffer.from(form)),
        [[form]],
      ]) {
        assert.throws(() => assertNone(Array<unknown>(21).fill({ value }), []), /in/);
      }
    }
  });

  it('are nowhere in transcripts and errors when the host cannot be reached', async () => {
    assertNone(await everything(await refusingOrigin()), []);
  });

  it('are known to the redactor that was handed in, for logs', async () => {
    const redactor = new Redactor();
    rig.venue('http://127.0.0.1:1', { redactor });
    assert.equal(redactor.scrub(`${apiKey} ${secret}`), '‹redacted› ‹redacted›');
    await Promise.resolve();
  });
});
