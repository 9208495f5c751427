// What a signature costs: the client's own, headers and all, beside createHmac of node:crypto alone.
import { createHmac, createSecretKey } from 'node:crypto';
import { Signer } from '../../src/venues/ascendex/signing.ts';
import { measure } from './measure.ts';
import { named, report } from './report.ts';
import { computingHere } from './stream/computed.ts';

const EACH = 20_000;
const secret = 'hV8FgjyJtpvVeAcMAgzgAFQCN36wmbWuN7o3WPcYcYhFd8qvE43gzFGVsFcCqMNk';
const origin = 'https://ascendex.com';
const signer = new Signer({ apiKey: 'CEcrjGyipqt0OflgdQQSRGdrDXdDUY2x', secret, origin }, 'utf8');
const key = createSecretKey(Buffer.from(secret));
let timestamp = 1_608_133_910_000;
const sink: unknown[] = [];

const times = (run: () => unknown) => ({
  samples: (): Promise<readonly number[]> => {
    const took = computingHere(() => {
      for (let i = 0; i < EACH; i += 1) sink[0] = run();
    });
    return Promise.resolve([took / EACH]);
  },
});
const bare = 'createHmac of node:crypto alone';
const whole = 'the three headers, signature in base64';
const candidates = await measure({
  rounds: 25,
  warmUp: 3,
  candidates: {
    [bare]: times(() =>
      createHmac('sha256', key).update(`${timestamp++}+v2/futures/order`).digest('base64'),
    ),
    [whole]: times(() => signer.headers(origin, 'v2/futures/order', timestamp++)),
  },
});
const [{ p50: theirs }, { p50: ours }] = [named(candidates, bare), named(candidates, whole)];
report({
  title: `A signature, ${EACH} at a time: time computed`,
  candidates,
  goals: [
    { text: 'us a signature', measured: ours * 1_000, atMost: 2 },
    { text: "times node:crypto's createHmac", measured: ours / theirs, atMost: 1 },
  ],
});
