// One order canceled at a time, over and over: this client beside others, over plain HTTP and over TLS.
import { setDefaultCACertificates } from 'node:tls';
import { testCertificate } from '../support/testCertificate.ts';
import { startExchange, type Account, type Wire } from './cancels/exchange.ts';
import { openOrders, ours } from './cancels/ours.ts';
import * as rivals from './cancels/rivals.ts';
import { measure, withRatios, type Candidate } from './measure.ts';
import { named, report, timesAsLong, type Goal } from './report.ts';
import type { CandidateResult } from './results.ts';

/** A thousand cancels of each count, a few at a time and in turns. */
const BLOCK = 25;
const ROUNDS = 40;
const WARM_UP = 12;
const CANCELS = BLOCK * (ROUNDS + WARM_UP);

type Make = (account: Account, wire: Wire) => rivals.Canceler | Promise<rivals.Canceler>;

const BASE = 'undici, bare';
const CLIENTS: Readonly<Record<string, Make>> = {
  [BASE]: rivals.bareUndici,
  'Order Desk': ours,
  'node:http(s), keep-alive': rivals.nodeHttp,
  'undici, as it comes': rivals.undiciDefaults,
  ccxt: rivals.ccxt,
  'global fetch': rivals.globalFetch,
};
const WIRES = ['plain', 'tls'] as const;
const TITLES: Readonly<Record<Wire, string>> = { plain: 'over plain HTTP', tls: 'over TLS' };

// One certificate that all of them trust, in the place of the system's.
setDefaultCACertificates([testCertificate]);
const exchange = await startExchange(CANCELS * Object.keys(CLIENTS).length * WIRES.length);
const waiting = await openOrders(exchange.account);
const made: rivals.Canceler[] = [];
const results = await measure({
  ...{ rounds: ROUNDS, warmUp: WARM_UP },
  candidates: Object.fromEntries(
    WIRES.flatMap((wire) =>
      Object.entries(CLIENTS).map(([name, make]) => [`${wire} ${name}`, candidate(wire, make)]),
    ),
  ),
});
const left = (await openOrders(exchange.account)).length;
if (left > 0) throw new Error(`${left} orders are still open.`);
for (const canceler of made) await canceler.close();
await exchange.close();

for (const wire of WIRES) {
  const candidates = of(wire);
  report({
    title: `Cancel one order, ${TITLES[wire]}`,
    notes: [
      `${BLOCK * ROUNDS} cancels of real orders each, ${BLOCK} at a time and in turns, after ${BLOCK * WARM_UP} to warm up.`,
      'Each signs, sends, reads the answer and checks that it says Canceled. All but Order Desk and',
      'ccxt do so in the same few lines; Order Desk keeps the transcript, free of secrets, as well.',
      'Its budget of requests, which 1,000 at once would use up, is lifted; the journal is no part of it.',
    ],
    candidates,
    goals: goals(wire, candidates),
  });
}

function candidate(wire: Wire, make: Make): Candidate {
  let canceler: rivals.Canceler | undefined;
  return {
    connections: () => exchange.connections(wire),
    samples: async () => {
      // Here, so that what it opens to get ready is counted too.
      if (!canceler) made.push((canceler = await make(exchange.account, wire)));
      const took: number[] = [];
      for (const order of waiting.splice(0, BLOCK)) {
        const began = performance.now();
        await canceler.cancel(order);
        took.push(performance.now() - began);
      }
      return took;
    },
  };
}

function of(wire: Wire): readonly CandidateResult[] {
  const own = results.filter(({ name }) => name.startsWith(wire));
  return withRatios(own.map((each) => ({ ...each, name: each.name.slice(wire.length + 1) })));
}

function goals(wire: Wire, candidates: readonly CandidateResult[]): readonly Goal[] {
  const against = (name: string): number => timesAsLong(candidates, name, 'Order Desk');
  const bare = (name: string): string => timesAsLong(candidates, name, BASE).toFixed(2);
  const ceiling = (name: string): string =>
    `bare undici, which does the least there is to do, is ${bare(name)} times as fast itself: most ` +
    'of the time is the exchange, the kernel and the way between them';
  return [
    {
      text: 'p50 within 1.15 of bare undici',
      measured: 1 / against(BASE),
      atMost: 1.15,
      reason:
        'a transcript of every byte, the search for secrets in it, the budget, the clock and a full ' +
        'check of the answer take computing time that bare undici does not spend',
    },
    {
      ...{ text: 'at least 3 times as fast as ccxt', measured: against('ccxt'), atLeast: 3 },
      reason: ceiling('ccxt'),
    },
    ...(wire === 'tls'
      ? [
          {
            text: 'at least 10 times as fast as global fetch',
            ...{ measured: against('global fetch'), atLeast: 10 },
            reason: ceiling('global fetch'),
          },
        ]
      : []),
    {
      text: `at most 2 connections for ${CANCELS} cancels`,
      measured: named(candidates, 'Order Desk').connections ?? NaN,
      atMost: 2,
    },
  ];
}
