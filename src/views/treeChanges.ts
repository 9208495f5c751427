import * as vscode from 'vscode';
import { systemClock } from '../common/clock.ts';
import { DisposableStore } from '../common/disposable.ts';

/** How long VS Code is waited for, ms: it does not come for a row that it has forgotten. */
const TAKEN_MS = 2_000;

/** Tells VS Code which rows of a tree to draw again, and when it has begun to. */
export class TreeChanges<Row> extends DisposableStore {
  readonly #changed = this.register(new vscode.EventEmitter<Row | Row[] | undefined>());
  readonly event = this.#changed.event;
  /** What VS Code was told to draw and has not come for yet: a row, or all of them. */
  #awaited: { readonly row: Row | undefined; readonly come: AbortController } | undefined;

  /** @param rows all of them where missing. Resolves when VS Code has come for the first. */
  async fire(rows: Row[] | undefined): Promise<void> {
    const come = new AbortController();
    this.#awaited = { row: rows?.[0], come };
    this.#changed.fire(rows);
    await systemClock.delay(TAKEN_MS, come.signal);
  }

  /** To be called when VS Code asks for a row, or for the topmost ones: `undefined`. */
  asked(row: Row | undefined): void {
    if (this.#awaited?.row === row) this.#awaited?.come.abort();
  }
}
