import type { IncomingHttpHeaders } from 'node:http';
import { authenticate } from '../auth/verify.ts';
import type { ApiKey, KeyStore } from '../auth/keys.ts';
import type { ServerClock } from '../clock.ts';
import type { Engine } from '../engine/engine.ts';
import { ApiError } from '../errors.ts';
import type { Random } from '../random.ts';
import type { Services } from '../routes/route.ts';
import { Feeds } from './feeds.ts';
import { STREAM_LIMITS, type StreamLimits } from './limits.ts';
import { Meter } from './meter.ts';
import { checkGroup, STREAM_PREHASH } from './operations.ts';
import { StreamSession, type StreamLink } from './session.ts';

/** A stream that may be opened: whose, and under which group. */
export interface Admission {
  /** The account group in the path; `undefined` in the public one. */
  readonly group: string | undefined;
  /** Set where the upgrade's headers signed in. */
  readonly key: ApiKey | undefined;
}

interface Parts {
  readonly engine: Engine;
  readonly clock: ServerClock;
  readonly keys: KeyStore;
  readonly random: Random;
}

const AUTH_HEADERS = ['x-auth-key', 'x-auth-timestamp', 'x-auth-signature'];

/** All streams there are, what they are told, and who is kept out. */
export class StreamHub {
  readonly feeds: Feeds;
  readonly limits: StreamLimits;
  readonly #clock: ServerClock;
  readonly #keys: KeyStore;
  readonly #sessions = new Set<StreamSession>();
  readonly #meters = new Map<string, Meter>();

  constructor({ engine, clock, keys, random }: Parts, limits: Partial<StreamLimits> = {}) {
    this.limits = { ...STREAM_LIMITS, ...limits };
    this.feeds = new Feeds(engine, clock, random);
    this.#clock = clock;
    this.#keys = keys;
  }

  /** Bytes that the slowest stream has still to take. */
  get waiting(): number {
    let most = 0;
    for (const { waiting } of this.#sessions) most = Math.max(most, waiting);
    return most;
  }

  /** Streams that are open. */
  get size(): number {
    return this.#sessions.size;
  }

  /**
   * Checks an upgrade before it happens. Headers that sign in must be right; without any the stream
   * begins unauthenticated.
   * @param group as the path has it
   * @param skew added to the clock, ms
   * @throws ApiError with HTTP status 401 (a bad sign-in) or 429 (banned, too many streams)
   */
  admit(group: string | undefined, headers: IncomingHttpHeaders, skew = 0): Admission {
    if (this.#meter(group).banned(this.#clock.elapsed())) throw banned();
    const key = this.#signedIn(group, headers, this.#clock.now() + skew);
    const same = [...this.#sessions].filter((session) => session.group === group);
    if (same.length >= this.limits.sessions) {
      const message = `No more than ${this.limits.sessions} streams at once`;
      throw new ApiError(100014, message, { status: 429 });
    }
    return { group, key };
  }

  /** Opens a stream that was admitted; it begins with {@link StreamSession.start}. */
  open({ group, key }: Admission, link: StreamLink, services: Services): StreamSession {
    const session = new StreamSession(services, link, {
      ...{ group, key, limits: this.limits, meter: this.#meter(group) },
      onEnd: (over) => this.#sessions.delete(over),
    });
    this.#sessions.add(session);
    return session;
  }

  /** Ends every stream of the group: it went past level 2. */
  ban({ group }: StreamSession): void {
    for (const session of [...this.#sessions]) {
      if (session.group === group) session.disconnect(banned());
    }
  }

  closeAll(): void {
    for (const session of [...this.#sessions]) {
      session.disconnect(new ApiError(100010, 'The exchange is closing'));
    }
  }

  #signedIn(
    group: string | undefined,
    headers: IncomingHttpHeaders,
    now: number,
  ): ApiKey | undefined {
    if (AUTH_HEADERS.every((name) => headers[name] === undefined)) return undefined;
    try {
      const key = authenticate(headers, STREAM_PREHASH, this.#keys, now);
      checkGroup(key, group);
      return key;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      throw new ApiError(error.code, error.message, { status: 401, cause: error });
    }
  }

  #meter(group: string | undefined): Meter {
    const name = group ?? 'public';
    const meter = this.#meters.get(name) ?? new Meter(this.limits);
    this.#meters.set(name, meter);
    return meter;
  }
}

function banned(): ApiError {
  return new ApiError(100014, 'Too many requests from this IP; banned for a while', {
    status: 429,
  });
}
