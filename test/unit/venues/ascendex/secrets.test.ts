import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { Redactor } from '../../../../src/net/redact.ts';
import type { Transcript } from '../../../../src/net/transcript.ts';
import { VenueError } from '../../../../src/venues/errors.ts';
import { json, refusingOrigin, type Answer } from '../../../support/faultyHost.ts';
import * as faults from '../../../support/faults.ts';
import { cancelAnswer, publishedRequest } from '../../../support/orders.ts';
import { apiKey, secret, VenueRig } from '../../../support/venueRig.ts';

const limits = { totalTimeout: 60 };

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

/** A host that sends back all it knows, in every way it can. */
const echo: Answer = (socket, request) => {
  const headers = new Map(request.headers);
  const key = headers.get('x-auth-key') ?? '';
  const signature = headers.get('x-auth-signature') ?? '';
  const spread = [...everyForm(key), ...everyForm(secret), signature].join(' ');
  json(
    { code: 200001, reason: `FAILED ${key}`, message: `for ${spread}`, [key]: secret },
    { headers: { 'X-Key': key, 'X-Sig': signature, 'Retry-After': '1', 'Set-Cookie': secret } },
  )(socket, request);
};

const answers: Readonly<Record<string, Answer>> = {
  'sends all it knows back': echo,
  'sends the key back within HTML': json(`<html>${apiKey} ${secret}</html>`),
  'sends the key back in JSON that is cut': json(`{"code":0,"data":"${apiKey}${secret}`),
  'sends the key back where JSON breaks': json(`${apiKey}`),
  'redirects to a place that names the key': faults.redirect(`https://${apiKey}.example/${secret}`),
  'sends an odd order': json(cancelAnswer({ errorCode: apiKey })),
  'breaks the connection': faults.reset(),
  hangs: faults.hang(),
  'breaks off': faults.endAfter(
    `HTTP/1.1 200 OK\r\nX: ${apiKey}\r\nContent-Length: 999\r\n\r\n${secret}`,
  ),
  'speaks no HTTP': faults.endAfter(`${apiKey} ${secret}\r\n\r\n`),
  'answers rightly': json(cancelAnswer()),
};

describe('the key and the secret', () => {
  const rig = new VenueRig();
  afterEach(() => rig.end());

  async function everything(origin: string): Promise<unknown[]> {
    const kept: unknown[] = [];
    for (const keyEncoding of ['utf8', 'base64'] as const) {
      const raw = keyEncoding === 'base64' ? Buffer.from(secret).toString('base64') : secret;
      const credentials = { apiKey, secret: raw, origin };
      const onTranscript = (transcript: Transcript): void => void kept.push(transcript);
      const { venue } = rig.venue(origin, { keyEncoding, credentials, limits, onTranscript });
      kept.push(venue);
      const calls = [
        () => venue.account(),
        () => venue.openOrders(),
        () => venue.orderStatus(['a1']),
        () => venue.contracts(),
        () => venue.cancelOrder(publishedRequest),
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

  function assertNone(kept: readonly unknown[]): void {
    assert.ok(kept.length > 10);
    for (const value of kept) {
      const text = shown(value);
      for (const form of [...everyForm(apiKey), ...everyForm(secret)]) {
        assert.ok(!text.includes(form), `${form} in ${text}`);
      }
    }
  }

  for (const [what, answer] of Object.entries(answers)) {
    it(`are nowhere in transcripts, answers and errors when the host ${what}`, async () => {
      const host = await rig.host({ answer });
      assertNone(await everything(host.origin));
      const sent = host.requests.some(
        ({ headers }) => new Map(headers).get('x-auth-key') === apiKey,
      );
      assert.ok(sent, 'the host did get the key');
    }).timeout(20_000);
  }

  it('are nowhere in transcripts and errors when the host cannot be reached', async () => {
    assertNone(await everything(await refusingOrigin()));
  });

  it('are known to the redactor that was handed in, for logs', async () => {
    const redactor = new Redactor();
    rig.venue('http://127.0.0.1:1', { redactor });
    assert.equal(redactor.scrub(`${apiKey} ${secret}`), '‹redacted› ‹redacted›');
    await Promise.resolve();
  });
});
