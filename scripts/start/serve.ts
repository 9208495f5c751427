import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { endAll, startServer, temporaryFolder } from '../../test/ui/support/index.ts';
import { root } from '../setup/paths.mjs';

/** Serves a VS Code window with Order Desk in it on loopback, until Ctrl+C. */
export async function serveWindow(port: number): Promise<number> {
  try {
    const desk = join(temporaryFolder('start'), 'desk');
    mkdirSync(desk);
    const server = await startServer({ port, extensionPath: root, defaultFolder: desk });
    console.log(`
Order Desk is ready, on the paper exchange. Open this address in a browser:

    ${server.url}

1. Click Order Desk in the activity bar, on the left: the open orders are there.
2. Point at an order and press ✕, or press F1 and run "Order Desk: Cancel Order…".
3. Confirm, and press "Show Response" to read what the exchange answered.

Ctrl+C ends it.`);
    await server.ended;
    console.error(`The VS Code server ended by itself:\n${server.log()}`);
    return 1;
  } finally {
    await endAll();
  }
}
