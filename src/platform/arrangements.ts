import * as v from 'valibot';
import type { Memento } from 'vscode';
import { DisposableStore } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';
import { GROUPINGS, SORTINGS, USUAL, type Arrangement } from '../desk/arrangement.ts';

const Stored = v.object({
  grouping: v.picklist(GROUPINGS),
  sorting: v.picklist(SORTINGS),
  text: v.string(),
  side: v.optional(v.picklist(['buy', 'sell'])),
});

const PREFIX = 'arrangement ';

/** How the rows of each profile are arranged, kept in VS Code's storage. */
export class ArrangementStore extends DisposableStore {
  readonly #memento: Memento;
  readonly #changed = this.register(new Emitter<void>());
  readonly onDidChange = this.#changed.event;

  constructor(memento: Memento) {
    super();
    this.#memento = memento;
  }

  /** As it was set last; the usual one where it never was, or cannot be read. */
  of(profileId: string): Arrangement {
    const read = v.safeParse(Stored, this.#memento.get(PREFIX + profileId));
    return read.success ? { ...USUAL, ...read.output } : USUAL;
  }

  async change(profileId: string, changes: Partial<Arrangement>): Promise<void> {
    await this.#memento.update(PREFIX + profileId, { ...this.of(profileId), ...changes });
    this.#changed.fire();
  }
}
