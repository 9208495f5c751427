import { setFlagsFromString } from 'node:v8';
import { HELP, readCommandLine, UsageError } from './cli.ts';
import { startPaperExchange, type PaperOptions } from './exchange.ts';

/** Everything but the ready line: stdout is read by whoever started the exchange. */
function log(line: string): void {
  process.stderr.write(`${line}\n`);
}

function listenFailure(error: unknown, port: number): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken. Choose another with --port, or --port 0 for any free one.`;
  }
  if (code === 'EACCES') {
    return `Port ${port} needs more rights. Choose one above 1023 with --port, or --port 0.`;
  }
  return `The exchange cannot start: ${message}`;
}

async function run(options: PaperOptions): Promise<void> {
  const exchange = await startPaperExchange({ ...options, log });
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    // With its sockets, its timer and the channel to its parent gone, the process ends by itself.
    void exchange.close().then(() => {
      if (process.connected) process.disconnect();
      process.removeAllListeners();
    });
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('disconnect', stop); // only where it was forked: the parent has gone
  process.stdout.write(`${JSON.stringify(exchange.ready)}\n`);
}

async function main(): Promise<void> {
  // V8 would let the space for short-lived objects grow to 128 MB, more than 100,000 orders take.
  // The exchange is to be small beside the editor it serves, and is fast enough without. Only in
  // Node itself: Electron may have sealed V8's flags by now, and setting one would end the process.
  if (process.versions['electron'] === undefined) {
    setFlagsFromString('--semi-space-growth-factor=1');
  }
  let options;
  try {
    options = readCommandLine(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    log(`${error.message}\n\n${HELP}`);
    process.exitCode = 2;
    return;
  }
  if (options === 'help') {
    process.stdout.write(HELP);
    return;
  }
  try {
    await run(options);
  } catch (error) {
    log(listenFailure(error, options.port ?? 0));
    process.exitCode = 1;
  }
}

void main();
