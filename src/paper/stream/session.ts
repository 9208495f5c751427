import type { WireStreamMessage } from '../../venues/ascendex/wire.ts';
import type { ApiKey } from '../auth/keys.ts';
import { ApiError } from '../errors.ts';
import { parseObject } from '../http/body.ts';
import { asApiError } from '../http/reply.ts';
import type { JsonObject, Services } from '../routes/route.ts';
import type { Metered, StreamLimits } from './limits.ts';
import type { Meter } from './meter.ts';
import { errorMessage, idOf, operate, type Party, type StreamAnswer } from './operations.ts';
import { isOrderAction } from './requests.ts';

/** The way from a session to its client: a WebSocket, or two functions in a test. */
export interface StreamLink {
  send(text: string): void;
  /** Closes in good order; what was sent before still arrives. */
  close(): void;
  /** Breaks off. */
  destroy(): void;
  /** Bytes sent that the client has not taken yet. */
  buffered(): number;
}

export interface SessionOptions {
  readonly group: string | undefined;
  readonly key: ApiKey | undefined;
  readonly limits: StreamLimits;
  readonly meter: Meter;
  /** Told once, when the session is over. */
  readonly onEnd: (session: StreamSession) => void;
}

/** Which threshold a message counts towards. */
function meteredAs({ op, action }: { op?: unknown; action?: unknown }): Metered | undefined {
  if (op === 'req') return isOrderAction(String(action)) ? 'order' : 'req';
  if (op === 'sub' || op === 'unsub') return 'sub';
  if (op === 'ping' || op === 'pong') return 'ping';
  return op === 'auth' ? 'auth' : undefined;
}

/** One stream of one client, from `connected` to `disconnected`. It knows nothing of sockets. */
export class StreamSession implements Party {
  readonly group: string | undefined;
  key: ApiKey | undefined;
  readonly #services: Services;
  readonly #link: StreamLink;
  readonly #options: SessionOptions;
  #missed = 0;
  #over = false;
  #stopPings: () => void = () => undefined;

  constructor(services: Services, link: StreamLink, options: SessionOptions) {
    this.group = options.group;
    this.key = options.key;
    this.#services = services;
    this.#link = link;
    this.#options = options;
  }

  get over(): boolean {
    return this.#over;
  }

  /** Greets the client, and begins to ping it. */
  start(): void {
    const { pingInterval } = this.#options.limits;
    this.#stopPings = this.#services.clock.every(pingInterval, () => this.#ping());
    this.#send({ m: 'connected', type: this.key ? 'auth' : 'unauth' });
  }

  /** Takes one message of the client. */
  receive(text: string): void {
    if (this.#over) return;
    let id = '';
    try {
      const message = parseObject(text, 'The message');
      id = idOf(message);
      this.#take(message);
    } catch (error) {
      this.#refuse(error, id);
    }
  }

  push(_name: string, text: string): void {
    this.#sendText(text);
  }

  /** The exchange ends the stream and says why. */
  disconnect(error: ApiError): void {
    const { code, reason, message: info } = error;
    this.#send({ m: 'disconnected', code, reason, info });
    if (!this.#over) this.#link.close();
    this.end();
  }

  /** Forgets the client; the link has gone or is going. */
  end(): void {
    if (this.#over) return;
    this.#over = true;
    this.#stopPings();
    this.#services.streams.feeds.leave(this);
    this.#options.onEnd(this);
  }

  #take(message: JsonObject): void {
    const { op, hp } = message;
    const kind = meteredAs(message);
    const verdict = kind && this.#options.meter.count(kind, this.#services.clock.elapsed());
    if (verdict === 'ban') {
      this.#services.streams.ban(this);
      return;
    }
    if (verdict === 'ignore') return;
    if (op === 'ping' || op === 'pong') {
      this.#missed = 0;
      const ts = this.#services.clock.now();
      if (op === 'ping') this.#send({ m: 'pong', code: 0, ts, hp: this.#health });
      else if (hp !== undefined && typeof hp !== 'number') {
        throw new ApiError(100005, 'hp must be a number');
      }
      return;
    }
    this.#answer(operate(this, message, this.#services, this.#services.clock.now()));
  }

  #answer({ message, then }: StreamAnswer): void {
    if (message !== undefined) this.#send(message);
    if (!this.#over) then?.();
  }

  #refuse(error: unknown, id: string): void {
    const told = asApiError(error);
    if (told.code === 510001) this.#services.log(`on a stream: ${String(error)}`);
    this.#send(errorMessage(told, id));
  }

  /** How many unanswered pings the client still has, and one. */
  get #health(): number {
    return this.#options.limits.missedPongs + 1 - this.#missed;
  }

  #ping(): void {
    if (this.#missed >= this.#options.limits.missedPongs) {
      const info = 'Session is disconnected due to missing pong message from the client';
      this.disconnect(new ApiError(100005, info));
      return;
    }
    this.#send({ m: 'ping', hp: this.#health });
    this.#missed += 1;
  }

  #send(message: WireStreamMessage): void {
    this.#sendText(JSON.stringify(message));
  }

  /** Nothing is kept for a client that does not read: past its limit the stream breaks off. */
  #sendText(text: string): void {
    if (this.#over) return;
    this.#link.send(text);
    if (this.#link.buffered() <= this.#options.limits.buffered) return;
    this.#link.destroy();
    this.end();
  }
}
