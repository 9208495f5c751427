import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './cleanup.ts';

/** Runs in the extension host beside Order Desk, and answers what that has in use, garbage put aside. */
const EXTENSION = `
const { createServer } = require('node:http');
const { writeFileSync } = require('node:fs');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');
exports.activate = ({ subscriptions }) => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const server = createServer((_, response) => {
    collect();
    const { heapUsed, external } = process.memoryUsage();
    response.end(JSON.stringify(heapUsed + external));
  });
  server.listen(0, '127.0.0.1', () => {
    writeFileSync(process.env.MEMORY_PROBE, String(server.address().port));
  });
  subscriptions.push({ dispose: () => server.close() });
};
`;

/** Says how much memory an extension host needs, which its garbage hides from a look at the process. */
export class MemoryProbe {
  /** The folder of an extension to be installed beside Order Desk. */
  readonly extension: string;
  readonly #port: string;

  constructor() {
    const folder = temporaryFolder('probe');
    this.extension = join(folder, 'memory-probe');
    this.#port = join(folder, 'port');
    const manifest = {
      ...{ name: 'memory-probe', publisher: 'order-desk', version: '1.0.0' },
      ...{ main: './extension.cjs', engines: { vscode: '^1.105.0' } },
      activationEvents: ['onStartupFinished'],
    };
    mkdirSync(this.extension);
    writeFileSync(join(this.extension, 'package.json'), JSON.stringify(manifest));
    writeFileSync(join(this.extension, 'extension.cjs'), EXTENSION);
  }

  /** What the server is to have in its environment. */
  get env(): Readonly<Record<string, string>> {
    return { MEMORY_PROBE: this.#port };
  }

  /** Bytes in use after a full collection. */
  async inUse(): Promise<number> {
    if (!existsSync(this.#port)) throw new Error('the extension host has not started its probe');
    const response = await fetch(`http://127.0.0.1:${readFileSync(this.#port, 'utf8')}`);
    return (await response.json()) as number;
  }
}
