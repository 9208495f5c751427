// One order canceled at a time, over and over: this client beside others, over plain HTTP and over TLS.
import { setDefaultCACertificates } from 'node:tls';
import { testCertificate } from '../support/testCertificate.ts';
import { OVER, startExchange, WIRES, type Account, type Wire } from './cancels/exchange.ts';
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

// One certificate that all of them trust, in the place of the system's.
setDefaultCACertificates([testCertificate]);
const exchange = await startExchange(CANCELS * Object.keys(CLIENTS).length * WIRES.length);
const waiting = await openOrders(exchange.account);
const made: rivals.Canceler[] = [];
/** Ms that this process's main thread has computed so far, by candidate: what the client itself takes. */
const ownMs = new Map<string, number>();
const computedBefore = await exchange.computed();
const results = await measure({
  ...{ rounds: ROUNDS, warmUp: WARM_UP },
  candidates: Object.fromEntries(
    WIRES.flatMap((wire) =>
      Object.entries(CLIENTS).map(([name, make]) => {
        const full = `${wire} ${name}`;
        return [full, candidate(full, wire, make)];
      }),
    ),
  ),
});
/** Ms that the exchange computes for a cancel, over both wires and by all clients. */
const exchangeMs =
  ((await exchange.computed()) - computedBefore) / (CANCELS * Object.keys(CLIENTS).length * 2);
const left = (await openOrders(exchange.account)).length;
if (left > 0) throw new Error(`${left} orders are still open.`);
for (const canceler of made) await canceler.close();
await exchange.close();

for (const wire of WIRES) {
  const candidates = of(wire);
  report({
    title: `Cancel one order, ${OVER[wire]}`,
    notes: [
      `${BLOCK * ROUNDS} cancels of real orders each, ${BLOCK} at a time and in turns, after ${BLOCK * WARM_UP} to warm up.`,
      'Each signs, sends, reads the answer and checks that it says Canceled. All but Order Desk and',
      'ccxt do so in the same few lines; Order Desk keeps the transcript, free of secrets, as well.',
      'Its budget of requests, which 1,000 at once would use up, is lifted; the journal is no part of it.',
    ],
    candidates,
    figures: {
      ...Object.fromEntries(
        Object.keys(CLIENTS).map((name) => [`us computed for each by ${name}`, own(wire, name)]),
      ),
      'us computed for each by the exchange': exchangeMs * 1_000,
    },
    goals: goals(wire, candidates),
  });
}

function candidate(name: string, wire: Wire, make: Make): Candidate {
  let canceler: rivals.Canceler | undefined;
  return {
    connections: () => exchange.connections(wire),
    samples: async () => {
      // Here, so that what it opens to get ready is counted too.
      if (!canceler) made.push((canceler = await make(exchange.account, wire)));
      const took: number[] = [];
      const before = process.threadCpuUsage();
      for (const order of waiting.splice(0, BLOCK)) {
        const began = performance.now();
        await canceler.cancel(order);
        took.push(performance.now() - began);
      }
      const { user, system } = process.threadCpuUsage(before);
      ownMs.set(name, (ownMs.get(name) ?? 0) + (user + system) / 1_000);
      return took;
    },
  };
}

/** Us that a client itself computed for a cancel. */
function own(wire: Wire, name: string): number {
  return ((ownMs.get(`${wire} ${name}`) ?? NaN) * 1_000) / CANCELS;
}

function of(wire: Wire): readonly CandidateResult[] {
  const own = results.filter(({ name }) => name.startsWith(wire));
  return withRatios(own.map((each) => ({ ...each, name: each.name.slice(wire.length + 1) })));
}

function goals(wire: Wire, candidates: readonly CandidateResult[]): readonly Goal[] {
  const against = (name: string): number => timesAsLong(candidates, name, 'Order Desk');
  const us = (name: string): string => own(wire, name).toFixed(0);
  const floor = named(candidates, BASE).p50 * 1_000;
  const ceiling = (name: string, goal: number): string =>
    `that would be ${((named(candidates, name).p50 * 1_000) / goal).toFixed(0)} us: bare undici, which does the ` +
    `least there is to do, takes ${floor.toFixed(0)} itself, of which it computes ${us(BASE)} and the exchange ` +
    `${(exchangeMs * 1_000).toFixed(0)}; Order Desk computes ${us('Order Desk')}`;
  return [
    {
      text: 'p50 within 1.15 of bare undici',
      measured: 1 / against(BASE),
      atMost: 1.15,
      reason:
        `Order Desk computes ${us('Order Desk')} us for each and bare undici ${us(BASE)}: the difference is the ` +
        'transcript of every byte, the search for secrets in it, the budget and the check of every member',
    },
    {
      ...{ text: 'at least 3 times as fast as ccxt', measured: against('ccxt'), atLeast: 3 },
      reason: ceiling('ccxt', 3),
    },
    ...(wire === 'tls'
      ? [
          {
            text: 'at least 10 times as fast as global fetch',
            ...{ measured: against('global fetch'), atLeast: 10 },
            reason: ceiling('global fetch', 10),
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
