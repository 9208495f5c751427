import { fork, type ChildProcess } from 'node:child_process';
import * as vscode from 'vscode';
import { DisposableStore } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';
import type { PaperReady } from '../venues/ascendex/wire.ts';
import { DeskError } from './deskError.ts';

const t = vscode.l10n.t;

const START_MS = 20_000;

/**
 * The built-in paper exchange as a process of its own, started on first use and ended with the
 * window: it also ends by itself once the extension host is gone.
 */
export class PaperHost extends DisposableStore {
  readonly #script: string;
  readonly #args: () => string[];
  readonly #log: (line: string) => void;
  readonly #ended = this.register(new Emitter<void>());
  /** Fires when the exchange is gone, and its orders with it. */
  readonly onDidEnd = this.#ended.event;
  #child: ChildProcess | undefined;
  #ready: Promise<PaperReady> | undefined;

  /** @param args read anew at every start. */
  constructor(script: string, args: () => string[], log: (line: string) => void) {
    super();
    this.#script = script;
    this.#args = args;
    this.#log = log;
  }

  /** Starts it if it does not run. Rejects with a {@link DeskError} that says what it printed. */
  start(): Promise<PaperReady> {
    this.#ready ??= this.#spawn();
    return this.#ready;
  }

  #spawn(): Promise<PaperReady> {
    const child = fork(this.#script, this.#args(), { silent: true, execArgv: [] });
    this.#child = child;
    return new Promise((resolve, reject) => {
      let output = '';
      let errors = '';
      const fail = (why: string): void => {
        this.#forget(child);
        child.kill();
        reject(new DeskError('paper', [why, errors.trim()].filter(Boolean).join(': ')));
      };
      const timer = setTimeout(() => fail(t('no answer within {0} s', START_MS / 1_000)), START_MS);
      child.once('error', (error) => fail(error.message));
      child.once('exit', (code, signal) => {
        clearTimeout(timer);
        this.#log(`paper exchange: ended (${signal ?? code})`);
        fail(t('it ended ({0})', String(signal ?? code)));
      });
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        errors = (errors + text).slice(-2_000);
      });
      child.stdout?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        const end = output.indexOf('\n');
        if (end < 0) return;
        clearTimeout(timer);
        try {
          resolve(JSON.parse(output.slice(0, end)) as PaperReady);
        } catch {
          // What it printed is not quoted: its key and secret would stand in there.
          fail(t('it printed something else than its address'));
        }
        output = '';
      });
    });
  }

  #forget(child: ChildProcess): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    this.#ready = undefined;
    this.#ended.fire();
  }

  /** Ends it; the next {@link start} starts another. */
  stop(): void {
    const child = this.#child;
    if (child) this.#forget(child);
    child?.kill();
  }

  override dispose(): void {
    this.stop();
    super.dispose();
  }
}
