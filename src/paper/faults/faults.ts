import type { Handled, Reply } from '../http/transport.ts';
import { Random } from '../random.ts';
import type { Services } from '../routes/route.ts';
import type { StreamAnswer } from '../stream/operations.ts';
import { OrderHistory } from './history.ts';
import { befalls, type FaultKind, type Next, type Target, type Way, type Wrap } from './kind.ts';
import { checkSpec, FAULT_KINDS, type FaultSpec } from './spec.ts';

/** Injected faults remembered one by one; they are counted for ever. */
const LOG = 10_000;
const MILLION = 1_000_000;

export interface Injected {
  /** Counts from 1. */
  readonly n: number;
  /** Unix ms, by the exchange's clock. */
  readonly at: number;
  readonly kind: string;
  readonly arg: number;
  /** Method and path, op and action, or the message on its way out. */
  readonly request: string;
  /** The rule's id, or 0 for chance. */
  readonly rule: number;
}

/** A standing order for a fault. `count` and `skip` are what is left of them. */
export interface FaultRule extends FaultSpec {
  readonly id: number;
  count: number;
  skip: number;
}

export interface RandomFaults {
  readonly seed: number;
  /** The share of requests and messages that a fault befalls, 0 to 1. */
  readonly rate: number;
  /** Names of kinds; all where missing. */
  readonly kinds?: readonly string[];
}

/**
 * Decides what goes wrong: rules that were given, in the order they were given, and chance from a
 * seed. The same seed, rules and sequence of requests give the same faults.
 */
export class Faults {
  readonly history: OrderHistory;
  readonly #services: Services;
  readonly #counts = new Map<string, number>();
  readonly #log: Injected[] = [];
  #rules: FaultRule[] = [];
  #random: { readonly options: RandomFaults; readonly draw: Random } | undefined;
  #lastId = 0;
  #injected = 0;

  constructor(services: Services) {
    this.#services = services;
    this.history = new OrderHistory(services);
  }

  /** Whether anything may go wrong at all. */
  get active(): boolean {
    return this.#rules.length > 0 || this.#random !== undefined;
  }

  get rules(): readonly FaultRule[] {
    return this.#rules;
  }

  get random(): RandomFaults | undefined {
    return this.#random?.options;
  }

  /** Injected faults by kind. */
  get counts(): Record<string, number> {
    return Object.fromEntries(this.#counts);
  }

  /** The latest injected faults, oldest first. */
  get log(): readonly Injected[] {
    return this.#log;
  }

  /** @returns the rule's id @throws ApiError 100006 */
  add(spec: FaultSpec): number {
    const { name } = checkSpec(spec);
    if (name.startsWith('lag')) this.history.start();
    const id = ++this.#lastId;
    this.#rules.push({ ...spec, id, count: spec.count ?? 1, skip: spec.skip ?? 0 });
    return id;
  }

  /** @throws ApiError 100006 where a kind is unknown */
  randomize(options: RandomFaults): void {
    for (const kind of options.kinds ?? []) checkSpec({ kind });
    this.#random = { options, draw: new Random(options.seed, 'faults') };
    const { kinds } = options;
    if (kinds === undefined || kinds.some((name) => name.startsWith('lag'))) this.history.start();
  }

  /** Takes back one rule, or all of them and chance. What happened stays in the log. @returns false where there is no such rule */
  clear(id?: number): boolean {
    const before = this.#rules.length;
    this.#rules = id === undefined ? [] : this.#rules.filter((rule) => rule.id !== id);
    if (id !== undefined) return this.#rules.length < before;
    this.#random = undefined;
    this.history.stop();
    return true;
  }

  /** Lets a request through whatever is to befall it. */
  http(target: Target<Reply>, next: Next<Reply>): Promise<Handled> {
    return this.#run(target, next, 'http', (kind) => kind.http);
  }

  stream(target: Target<StreamAnswer>, next: Next<StreamAnswer>): Promise<Handled<StreamAnswer>> {
    return this.#run(target, next, 'stream', (kind) => kind.stream);
  }

  /** What befalls a message on its way out. */
  outbound(message: string): { kind: string; value: number } | undefined {
    const [first] = this.#pick('outbound', message, message);
    return first && { kind: first.kind.name, value: first.value };
  }

  #run<A>(
    target: Target<A>,
    next: Next<A>,
    way: Way,
    wrapOf: (kind: FaultKind) => Wrap<A> | undefined,
  ): Promise<Handled<A>> {
    const services = this.#services;
    return this.#pick(way, target.name, target.action).reduceRight<Next<A>>(
      (inner, { kind, value }) =>
        (outer) =>
          wrapOf(kind)?.({ value, target, services }, (changes) =>
            inner({ ...outer, ...changes }),
          ) ?? inner(outer),
      next,
    )();
  }

  #pick(way: Way, name: string, action: string): { kind: FaultKind; value: number }[] {
    const picked: { kind: FaultKind; value: number }[] = [];
    const take = (kind: FaultKind, value: number, rule: number): void => {
      picked.push({ kind, value });
      this.#record(kind.name, value, name, rule);
    };
    for (const rule of this.#rules) {
      const kind = checkSpec(rule);
      if (rule.action !== undefined && rule.action !== action) continue;
      if (rule.route !== undefined && !name.includes(rule.route)) continue;
      if (!befalls(kind, way, action) || rule.count === 0) continue;
      if (rule.skip > 0) {
        rule.skip -= 1;
        continue;
      }
      if (way === 'outbound' && picked.length > 0) continue; // one is enough for a message
      if (rule.count > 0) rule.count -= 1;
      take(kind, rule.arg ?? kind.argument?.usual ?? 0, rule.id);
    }
    this.#rules = this.#rules.filter((rule) => rule.count !== 0);
    const drawn = this.#draw(way, action);
    if (drawn && (way !== 'outbound' || picked.length === 0)) take(drawn.kind, drawn.value, 0);
    return picked;
  }

  #draw(way: Way, action: string): { kind: FaultKind; value: number } | undefined {
    if (this.#random === undefined) return undefined;
    const { options, draw } = this.#random;
    if (!draw.chance(Math.round(options.rate * MILLION), MILLION)) return undefined;
    const names = options.kinds ?? [...FAULT_KINDS.keys()];
    const [first, ...rest] = names
      .map((name) => checkSpec({ kind: name }))
      .filter((kind) => befalls(kind, way, action));
    if (first === undefined) return undefined;
    const kind = draw.pick([first, ...rest]);
    return { kind, value: kind.argument ? draw.integer(...kind.argument.draw) : 0 };
  }

  #record(kind: string, arg: number, request: string, rule: number): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
    const at = this.#services.clock.now();
    this.#log.push({ n: ++this.#injected, at, kind, arg, request, rule });
    if (this.#log.length > LOG) this.#log.shift();
  }
}
