import { ApiError } from '../errors.ts';
import { FAULT_KINDS, type FaultSpec } from '../faults/spec.ts';
import { control, ok, type Answer, type ControlRoute, type JsonObject } from './route.ts';
import type { Request } from './route.ts';

function read<T extends 'string' | 'number'>(
  body: JsonObject,
  name: string,
  type: T,
): (T extends 'string' ? string : number) | undefined {
  const value = body[name];
  if (value === undefined) return undefined;
  const fits = typeof value === type && (type === 'string' || Number.isFinite(value));
  if (!fits) throw new ApiError(100006, `${name} must be a ${type}`);
  return value as T extends 'string' ? string : number;
}

function whole(body: JsonObject, name: string, min: number): number | undefined {
  const value = read(body, name, 'number');
  if (value === undefined || (Number.isSafeInteger(value) && value >= min)) return value;
  throw new ApiError(100006, `${name} must be a whole number, ${min} or more`);
}

function addFault({ body, services }: Request): Answer {
  const arg = whole(body, 'arg', Number.MIN_SAFE_INTEGER);
  const action = read(body, 'action', 'string');
  const route = read(body, 'route', 'string');
  const count = whole(body, 'count', -1);
  const skip = whole(body, 'skip', 0);
  if (count === 0) throw new ApiError(100006, 'count must be 1 or more, or -1 for always');
  const spec: FaultSpec = {
    kind: read(body, 'kind', 'string') ?? '',
    ...(arg === undefined ? {} : { arg }),
    ...(action === undefined ? {} : { action }),
    ...(route === undefined ? {} : { route }),
    ...(count === undefined ? {} : { count }),
    ...(skip === undefined ? {} : { skip }),
  };
  return ok({ id: services.faults.add(spec) });
}

function randomize({ body, services }: Request): Answer {
  const seed = whole(body, 'seed', 0);
  const rate = read(body, 'rate', 'number');
  const { kinds } = body as { kinds?: unknown };
  if (seed === undefined || rate === undefined || rate < 0 || rate > 1) {
    throw new ApiError(100006, 'seed and a rate from 0 to 1 are required');
  }
  if (kinds === undefined) {
    services.faults.randomize({ seed, rate });
  } else if (Array.isArray(kinds) && kinds.every((kind) => typeof kind === 'string')) {
    services.faults.randomize({ seed, rate, kinds });
  } else {
    throw new ApiError(100006, 'kinds must be a list of names');
  }
  return ok();
}

function clear({ query, services }: Request): Answer {
  const id = query.get('id');
  if (id !== null && !/^\d{1,9}$/.test(id)) throw new ApiError(100006, 'id must be a number');
  if (!services.faults.clear(id === null ? undefined : Number(id)))
    throw new ApiError(
      100006,
      `there is no fault ${id}; GET /paper/v1/faults lists those there are`,
    );
  return ok();
}

/** Described in `docs/paper-exchange.md`. */
export const faultRoutes: readonly ControlRoute[] = [
  control('POST /paper/v1/faults', addFault, ['kind', 'arg', 'action', 'route', 'count', 'skip']),
  control('POST /paper/v1/faults/random', randomize, ['seed', 'rate', 'kinds']),
  control('GET /paper/v1/faults', ({ services }) => {
    const { rules, random, counts } = services.faults;
    return ok({ kinds: [...FAULT_KINDS.keys()], rules, random: random ?? null, counts });
  }),
  control('GET /paper/v1/faults/log', ({ services }) => ok(services.faults.log)),
  control('DELETE /paper/v1/faults', clear, ['id']),
];
