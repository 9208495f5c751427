import { bodyOf } from '../http/reply.ts';
import { eitherWay, type Argument, type FaultKind } from './kind.ts';

const LATENCY: Argument = { min: 0, max: 600_000, usual: 500, draw: [10, 3_000] };
const PIECES = 10;
const DAY = 24 * 60 * 60 * 1000;

/** Requests and answers that take long, and a clock that is wrong. Arguments in ms. */
export const timingFaults: readonly FaultKind[] = [
  eitherWay(
    'latency', // on the way in: the request is applied late
    async ({ value, services }, next) => {
      await services.clock.wait(value);
      return next();
    },
    { argument: LATENCY },
  ),
  eitherWay(
    'latency-after', // on the way back: applied at once, answered late
    async ({ value, services }, next) => {
      const handled = await next();
      await services.clock.wait(value);
      return handled;
    },
    { argument: LATENCY },
  ),
  {
    name: 'slow-body',
    argument: { ...LATENCY, usual: 2_000 },
    notUpgrades: true,
    http: async ({ value }, next) => {
      const { answer } = await next();
      const size = answer === undefined ? 0 : bodyOf(answer).length;
      const bytes = Math.max(1, Math.ceil(size / PIECES));
      return { answer, delivery: { kind: 'slow', bytes, every: Math.ceil(value / PIECES) } };
    },
  },
  eitherWay('skew', ({ value }, next) => next({ skew: value }), {
    argument: { min: -DAY, max: DAY, usual: 31_000, draw: [-60_000, 60_000] },
  }),
];
