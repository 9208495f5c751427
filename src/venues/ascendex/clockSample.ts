import * as v from 'valibot';
import type { Clock } from '../../common/clock.ts';
import type { ClockSample } from '../../net/clockOffset.ts';
import { VenueError } from '../errors.ts';
import type { Caller } from './caller.ts';
import { endpoints } from './endpoints.ts';

const time = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Data = v.object({ requestTimeEcho: time, requestReceiveAt: time });

/**
 * Asks `exchange-info` for the venue's time once. Throws a VenueError, also where the answer is one
 * to an earlier question, as a cache would give it.
 */
export async function sampleClock(
  caller: Caller,
  clock: Clock,
  signal?: AbortSignal,
): Promise<ClockSample> {
  const what = "the venue's time";
  const asked = Math.round(clock.now());
  const query = `requestTime=${asked}`;
  const parts = { query, signal };
  const { answer, transcript } = await caller.readOnce(endpoints.exchangeInfo, what, parts);
  const data = v.safeParse(Data, answer.data);
  const { startedAt, timings } = transcript;
  if (!data.success || data.output.requestTimeEcho !== asked) {
    const message = `The venue answered, but ${what} cannot be told from it.`;
    throw new VenueError('unreadable', 'other', message, { transcript });
  }
  return {
    sentAt: startedAt + (timings.sent ?? 0),
    receivedAt: startedAt + (timings.headers ?? timings.total),
    venueAt: data.output.requestReceiveAt,
  };
}
