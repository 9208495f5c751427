import type { Dispatcher } from 'undici';
import { createDispatcher } from '../../src/net/dispatcher.ts';
import { openSocket } from '../../src/net/socket.ts';
import type { ApiKey } from '../../src/paper/auth/keys.ts';
import { PaperCore, type CoreOptions } from '../../src/paper/core.ts';
import { startPaperExchange } from '../../src/paper/exchange.ts';
import type { Random } from '../../src/paper/random.ts';
import { MemoryDispatcher } from './memoryHttp.ts';
import { MemoryStream } from './memoryStream.ts';
import { Network } from './network.ts';
import type { SoakTime } from './time.ts';
import type { Place } from './world.ts';

/** An exchange in this process, at the other end of a network in memory. */
export function inMemory(options: CoreOptions, time: SoakTime, random: Random): Place {
  const core = new PaperCore({ ...options, now: () => time.now(), after: time.after });
  const network = new Network(core, time, random);
  core.start();
  return {
    origin: 'https://paper.test',
    ...{ services: core.services, key: core.key },
    network,
    transport: (stopwatch) => ({
      stopwatch,
      createDispatcher: (...[, , limits]) =>
        Promise.resolve(
          new MemoryDispatcher({ network, stopwatch }, limits) as unknown as Dispatcher,
        ),
      openSocket: (socket) => new MemoryStream({ network, stopwatch }, socket),
    }),
    close: () => {
      core.stop();
      return Promise.resolve();
    },
  };
}

/** The same behind real sockets. undici's own timeouts are real time, so they shrink with it. */
export async function onSockets(
  options: CoreOptions,
  time: SoakTime,
  speed: number,
): Promise<Place> {
  const after = time.after;
  const paper = await startPaperExchange({ ...options, now: () => time.now(), after });
  return {
    origin: paper.ready.url,
    ...{ services: paper.services, key: paper.services.keys.find(paper.ready.apiKey) as ApiKey },
    network: undefined,
    transport: (stopwatch) => ({
      stopwatch,
      createDispatcher: (origin, connect, limits) =>
        createDispatcher(origin, connect, {
          ...limits,
          headersTimeout: limits.headersTimeout / speed,
          bodyTimeout: limits.bodyTimeout / speed,
        }),
      openSocket,
    }),
    close: () => paper.close(),
  };
}
