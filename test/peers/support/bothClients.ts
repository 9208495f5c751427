import assert from 'node:assert/strict';
import type { Exchange } from 'ccxt';
import { systemClock } from '../../../src/common/clock.ts';
import type { AscendexOptions } from '../../../src/venues/ascendex/client.ts';
import type { Venue } from '../../../src/venues/venue.ts';
import { VenueRig } from '../../support/venueRig.ts';
import { startCcxt } from './ccxt.ts';
import { ledger, reports } from './ledger.ts';
import { differing, type Parts } from './parts.ts';
import { startRecorder, type Recorder } from './recorder.ts';

/** What both clients' clocks say, Unix ms. */
export const TIME = 1_608_133_910_000;

export type Reasons = Readonly<Record<string, string>>;

/** Both clients, with one key and one clock, at one host that keeps what it is sent. */
export class BothClients {
  readonly recorder: Recorder;
  readonly ccxt: Exchange;
  readonly #rig: VenueRig;

  private constructor(recorder: Recorder, ccxt: Exchange, rig: VenueRig) {
    this.recorder = recorder;
    this.ccxt = ccxt;
    this.#rig = rig;
  }

  static async start(rig: VenueRig): Promise<BothClients> {
    const recorder = await startRecorder(TIME);
    rig.endLater(() => recorder.close());
    const { url, wsUrl, core } = recorder;
    const { key: apiKey, secret } = core.key;
    const { client, close } = await startCcxt({ edition: 'pro', url, wsUrl, apiKey, secret });
    rig.endLater(close);
    client.milliseconds = () => TIME;
    await client.loadMarkets();
    await client.loadAccounts();
    return new BothClients(recorder, client, rig);
  }

  get group(): string {
    return String(this.recorder.core.account.identity.group);
  }

  get secret(): string {
    return this.recorder.core.key.secret;
  }

  desk(options: Partial<AscendexOptions> = {}): Venue {
    const { url: origin, core } = this.recorder;
    const { key: apiKey, secret } = core.key;
    return this.#rig.venue(origin, {
      clock: { now: () => TIME, delay: (ms, signal) => systemClock.delay(ms, signal) },
      accountGroup: this.group,
      credentials: { apiKey, secret, origin },
      ...options,
    }).venue;
  }
}

/** Starts both clients once for a suite. */
export function useBoth(file: string): () => BothClients {
  const rig = new VenueRig();
  let both: BothClients;
  reports(file);
  before(async () => {
    both = await BothClients.start(rig);
  });
  after(() => rig.end());
  return () => both;
}

/** Notes differences that every request by REST has; each of them is held against them too. */
export function always(reasons: Reasons): void {
  const differences = new Map(Object.entries(reasons));
  ledger.comparisons.push({ request: 'every request but streams', differences });
}

/**
 * Holds one client's request against the other's, part by part.
 * @param reasons why they differ, by the name of the part: all that do, and no other
 * @param known more of them, told elsewhere
 */
export function sameBut(
  request: string,
  desk: Parts,
  ccxt: Parts,
  reasons: Reasons,
  known: Reasons = {},
): void {
  const found = differing(desk, ccxt);
  const values = found.map((name) => `${name}: ${desk.get(name)} | ${ccxt.get(name)}`);
  const expected = Object.keys({ ...known, ...reasons });
  assert.deepEqual(found, expected.sort(), values.join('\n'));
  ledger.comparisons.push({ request, differences: new Map(Object.entries(reasons)) });
}
