import { ApiError } from '../errors.ts';
import { ACTIONS, ACTIONS_BY_WAY } from './actions.ts';
import { bodyFaults } from './body.ts';
import { connectionFaults } from './connection.ts';
import { befalls, type FaultKind, type Way } from './kind.ts';
import { orderFaults } from './orders.ts';
import { streamFaults } from './outbound.ts';
import { refusalFaults } from './refusal.ts';
import { timingFaults } from './timing.ts';

/** Every kind there is, by its name. */
export const FAULT_KINDS: ReadonlyMap<string, FaultKind> = new Map(
  [
    ...timingFaults,
    ...connectionFaults,
    ...refusalFaults,
    ...bodyFaults,
    ...orderFaults,
    ...streamFaults,
  ].map((kind) => [kind.name, kind]),
);

/** A fault that is to happen. */
export interface FaultSpec {
  /** One of {@link FAULT_KINDS}. */
  readonly kind: string;
  /** The kind's own argument; its usual one where missing. */
  readonly arg?: number;
  /** Only to this action or, on the way out of a stream, this kind of message. */
  readonly action?: string;
  /** Only to requests whose method and path, or op and action, contain this. */
  readonly route?: string;
  /** How often; 1 where missing, -1 for always. */
  readonly count?: number;
  /** How many that it could befall are let pass first; 0 where missing. */
  readonly skip?: number;
}

/** @throws ApiError 100006 where there is no such kind or action, it does not befall that, or the argument is not one of it */
export function checkSpec(spec: FaultSpec): FaultKind {
  const kind = FAULT_KINDS.get(spec.kind);
  if (kind === undefined) {
    const names = [...FAULT_KINDS.keys()].join(', ');
    throw new ApiError(100006, `There is no fault "${spec.kind.slice(0, 40)}"; there are ${names}`);
  }
  if (spec.action !== undefined && !ACTIONS.has(spec.action)) {
    const asked = `"${spec.action.slice(0, 40)}"`;
    throw new ApiError(100006, `There is no action ${asked}; there are ${[...ACTIONS].join(', ')}`);
  }
  const { argument, name } = kind;
  if (spec.action !== undefined && !canBefall(kind, spec.action)) {
    const can = [...ACTIONS].filter((action) => canBefall(kind, action)).join(', ');
    throw new ApiError(100006, `The fault ${name} never befalls ${spec.action}; it befalls ${can}`);
  }
  if (spec.arg === undefined) return kind;
  if (argument === undefined) throw new ApiError(100006, `The fault ${name} takes no argument`);
  const { min, max } = argument;
  if (Number.isInteger(spec.arg) && spec.arg >= min && spec.arg <= max) return kind;
  throw new ApiError(100006, `The fault ${name} needs a whole number from ${min} to ${max}`);
}

/** Whether a kind ever happens to an action, whichever way that comes. */
export function canBefall(kind: FaultKind, action: string): boolean {
  const ways = Object.keys(ACTIONS_BY_WAY) as Way[];
  return ways.some((way) => ACTIONS_BY_WAY[way].has(action) && befalls(kind, way, action));
}

/**
 * Reads `NAME[=ARG][@ACTION]`: a fault that always happens.
 * @throws ApiError 100006
 */
export function parseFault(text: string): FaultSpec {
  const match = /^([\w-]+)(?:=(-?\d{1,10}))?(?:@([\w-]+))?$/.exec(text);
  if (match === null) throw new ApiError(100006, `"${text}" is no NAME[=ARG][@ACTION]`);
  const [, kind = '', arg, action] = match;
  const spec = {
    ...{ kind, count: -1 },
    ...(arg === undefined ? {} : { arg: Number(arg) }),
    ...(action === undefined ? {} : { action }),
  };
  checkSpec(spec);
  return spec;
}
