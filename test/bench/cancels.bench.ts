// Cancels one after the other, and how many connections they open: the client against undici alone.
import { request } from 'undici';
import Pool from 'undici/lib/dispatcher/pool.js';
import { startPaperExchange } from '../../src/paper/exchange.ts';
import { createAscendexVenue } from '../../src/venues/ascendex/client.ts';
import { compare } from './measure.ts';

const CANCELS = 1_000;
const exchange = await startPaperExchange({ seed: 7, orders: CANCELS * 6, frozen: true });
const { url: origin, apiKey, secret, accountGroup } = exchange.ready;
const venue = createAscendexVenue({
  ...{ origin, accountGroup: String(accountGroup), keyEncoding: 'utf8', cancelMethod: 'DELETE' },
  ...{ credentials: { apiKey, secret, origin }, connect: {}, onTranscript: () => undefined },
});
const waiting = [...(await venue.openOrders()).value];
const pool = new Pool(origin, { connections: 1 });
const before = exchange.services.stats.connectionsOpened;

await compare(5, {
  [`${CANCELS} DELETEs by undici alone (refused)`]: async () => {
    for (let i = 0; i < CANCELS; i += 1) {
      const path = `${origin}/${accountGroup}/api/pro/v2/futures/order`;
      const options = { method: 'DELETE', body: '{}', reset: false, dispatcher: pool } as const;
      await (await request(path, options)).body.dump();
    }
  },
  [`${CANCELS} cancels signed, sent, read and kept`]: async () => {
    for (const { orderId, symbol } of waiting.splice(0, CANCELS))
      await venue.cancelOrder({ orderId, symbol });
  },
});
const opened = exchange.services.stats.connectionsOpened - before;
console.log(`connections opened by both together: ${opened}`);
await pool.close();
await venue.close();
await exchange.close();
