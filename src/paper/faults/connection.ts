import { eitherWay, type FaultKind } from './kind.ts';

/** Connections that end when they should not: before the request is applied, or after. */
export const connectionFaults: readonly FaultKind[] = [
  ...(['close', 'reset'] as const).flatMap((how) => {
    const name = how === 'close' ? 'drop' : 'reset';
    return [
      eitherWay(`${name}-before`, async ({ target }) => {
        await target.body(); // all of it has arrived
        return { answer: undefined, delivery: { kind: how } };
      }),
      eitherWay(`${name}-after`, async (_hit, next) => {
        await next();
        return { answer: undefined, delivery: { kind: how } };
      }),
    ];
  }),
  {
    name: 'cut', // the argument counts bytes of the answer, its head included
    argument: { min: 0, max: 1_000_000_000, usual: 100, draw: [0, 600] },
    http: async ({ value }, next) => {
      const { answer } = await next();
      return { answer, delivery: { kind: 'cut', at: value } };
    },
  },
];
