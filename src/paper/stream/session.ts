import type { WireStreamMessage } from '../../venues/ascendex/wireStream.ts';
import type { ApiKey } from '../auth/keys.ts';
import { ApiError } from '../errors.ts';
import type { Changes } from '../faults/kind.ts';
import { Outbound } from '../faults/outbound.ts';
import { streamTarget } from '../faults/target.ts';
import { parseObject } from '../http/body.ts';
import { asApiError } from '../http/reply.ts';
import { whole } from '../http/transport.ts';
import type { JsonObject, Services } from '../routes/route.ts';
import { KeepAlive } from './keepAlive.ts';
import type { StreamLimits } from './limits.ts';
import { meteredAs, type Meter } from './meter.ts';
import { errorMessage, idOf, operate, type Party, type StreamAnswer } from './operations.ts';

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

/** One stream of one client, from `connected` to `disconnected`. It knows nothing of sockets. */
export class StreamSession implements Party {
  readonly group: string | undefined;
  key: ApiKey | undefined;
  readonly #services: Services;
  readonly #link: StreamLink;
  readonly #options: SessionOptions;
  readonly #keepAlive: KeepAlive;
  #over = false;
  #outbound: Outbound | undefined;

  constructor(services: Services, link: StreamLink, options: SessionOptions) {
    this.group = options.group;
    this.key = options.key;
    this.#services = services;
    this.#link = link;
    this.#options = options;
    const { pingInterval, missedPongs } = options.limits;
    const info = 'Session is disconnected due to missing pong message from the client';
    this.#keepAlive = new KeepAlive({
      ...{ clock: services.clock, every: pingInterval, allowed: missedPongs },
      send: (message) => this.#send(message),
      lost: () => this.disconnect(new ApiError(100005, info)),
    });
  }

  get over(): boolean {
    return this.#over;
  }

  /** Bytes that the client has not taken yet. */
  get waiting(): number {
    return this.#link.buffered();
  }

  /** Greets the client, and begins to ping it. */
  start(): void {
    this.#keepAlive.start();
    this.#send({ m: 'connected', type: this.key ? 'auth' : 'unauth' });
  }

  /** Takes one message of the client. */
  receive(text: string): void {
    if (this.#over) return;
    let message: JsonObject;
    try {
      message = parseObject(text, 'The message');
    } catch (error) {
      this.#answer(this.#refusal(error, ''));
      return;
    }
    const { faults } = this.#services;
    if (!this.#counted(message)) return;
    if (!faults.active) this.#answer(this.#operate(message));
    else void this.#faultily(message);
  }

  push(name: string, text: string): void {
    this.#sendText(name, text);
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
    this.#keepAlive.end();
    this.#services.streams.feeds.leave(this);
    this.#options.onEnd(this);
  }

  /** @returns whether the message is to be answered: thresholds are kept */
  #counted(message: JsonObject): boolean {
    const kind = meteredAs(message);
    const verdict = kind && this.#options.meter.count(kind, this.#services.clock.elapsed());
    if (verdict === 'ban') this.#services.streams.ban(this);
    return verdict !== 'ban' && verdict !== 'ignore';
  }

  #operate(message: JsonObject, { skew = 0, past }: Changes = {}): StreamAnswer {
    const { op } = message;
    const now = this.#services.clock.now() + skew;
    if (op === 'ping' || op === 'pong') {
      this.#keepAlive.heard();
      if (op === 'pong') return { message: undefined };
      return { message: { m: 'pong', code: 0, ts: now, hp: this.#keepAlive.health } };
    }
    try {
      return operate(this, message, this.#services, now, past);
    } catch (error) {
      return this.#refusal(error, idOf(message));
    }
  }

  async #faultily(message: JsonObject): Promise<void> {
    const target = streamTarget<StreamAnswer>(message, ({ code, reason, message: info }) => ({
      message: { m: 'disconnected', code, reason, info },
    }));
    const { faults, log } = this.#services;
    try {
      const { answer, delivery } = await faults.stream(target, (changes) =>
        Promise.resolve(whole(this.#operate(message, changes))),
      );
      if (delivery.kind === 'close' || delivery.kind === 'reset') this.#breakOff();
      else if (answer !== undefined) this.#answer(answer);
      if (delivery.kind !== 'whole' || !delivery.close || this.#over) return;
      this.#link.close();
      this.end();
    } catch (error) {
      log(`on a stream: ${String(error)}`);
      this.#breakOff();
    }
  }

  #answer({ message, then }: StreamAnswer): void {
    if (message !== undefined) this.#send(message);
    if (!this.#over) then?.();
  }

  #refusal(error: unknown, id: string): StreamAnswer {
    const told = asApiError(error);
    if (told.code === 510001) this.#services.log(`on a stream: ${String(error)}`);
    return { message: errorMessage(told, id) };
  }

  #send(message: WireStreamMessage): void {
    this.#sendText(message.m, JSON.stringify(message));
  }

  #sendText(name: string, text: string): void {
    const { faults, clock } = this.#services;
    if (!faults.active && this.#outbound === undefined) {
      this.#write(text);
      return;
    }
    this.#outbound ??= new Outbound({
      pick: (message) => faults.outbound(message),
      write: (each) => this.#write(each),
      breakOff: () => this.#breakOff(),
      clock,
    });
    if (!this.#over) this.#outbound.send(name, text);
  }

  /** Nothing is kept for a client that does not read: past its limit the stream breaks off. */
  #write(text: string): void {
    if (this.#over) return;
    this.#link.send(text);
    this.#services.stats.messagesPushed += 1;
    if (this.#link.buffered() > this.#options.limits.buffered) this.#breakOff();
  }

  #breakOff(): void {
    if (this.#over) return;
    this.#link.destroy();
    this.end();
  }
}
