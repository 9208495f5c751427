import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { PaperReady } from '../../../src/venues/ascendex/wire.ts';

const MAIN = fileURLToPath(new URL('../../../src/paper/main.ts', import.meta.url));

/** The exchange as a process of its own, as a person or the extension runs it. */
export class Process {
  readonly child: ChildProcess;
  stdout = '';
  stderr = '';

  constructor(args: readonly string[], ipc = false) {
    const stdio: StdioOptions = ['ignore', 'pipe', 'pipe', ...(ipc ? (['ipc'] as const) : [])];
    this.child = spawn(process.execPath, [MAIN, ...args], { stdio });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
  }

  async ready(): Promise<PaperReady> {
    const stdout = this.child.stdout;
    if (!stdout) throw new Error('no stdout');
    for await (const line of createInterface({ input: stdout })) {
      return JSON.parse(line) as PaperReady;
    }
    throw new Error(`it ended: ${this.stderr}`);
  }

  /** @returns exit code and signal, once its output is complete */
  async ended(): Promise<[number | null, NodeJS.Signals | null]> {
    const { child } = this;
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    // Not the child's own `close`: it never comes once the channel was closed from this end.
    for (const stream of [child.stdout, child.stderr]) {
      if (stream && !stream.readableEnded) await once(stream, 'end');
    }
    return [child.exitCode, child.signalCode];
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }
}
