import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { DisposableStore } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';
import { EDIT_SCHEME } from '../contributions.ts';
import type { Desk } from '../desk/desk.ts';
import type { StepOutcome } from '../orders/document/applyPlan.ts';
import type { ContractTerms } from '../venues/placing.ts';
import type { Order } from '../venues/venue.ts';
import type { Place } from './place.ts';

/** Which of a session's documents: what is edited, the orders as they are now, what became of it. */
export type SessionPart = 'orders' | 'now' | 'report';

/** A document of orders, from its opening until the window is closed. */
export interface OrderSession {
  readonly id: string;
  readonly desk: Desk;
  readonly place: Place;
  /** The one symbol it is about; `undefined` for all. */
  readonly symbol: string | undefined;
  /** The tab's title, without its ending. */
  readonly name: string;
  /** The comment above the orders. */
  readonly header: string;
  /** The orders it was opened with. */
  readonly base: readonly Order[];
  readonly terms: ReadonlyMap<string, ContractTerms>;
  /** As it was opened, or saved last. */
  text: string;
  /** Local Unix ms. */
  savedAt: number;
  /** Whether it is being saved by Apply, which asks with all it would do: nothing else is to be shown then. */
  savedByApply: boolean;
  /** It is applied once: from then on it can be read only. */
  state: 'open' | 'applying' | 'applied';
  /** Local Unix ms. */
  appliedAt: number;
  outcomes: readonly StepOutcome[];
}

/** The documents of orders of this window. */
export class OrderSessions extends DisposableStore {
  readonly #sessions = new Map<string, OrderSession>();
  readonly #changed = this.register(new Emitter<OrderSession>());
  /** Fires when a document was opened, or its state is another. */
  readonly onDidChange = this.#changed.event;

  /** Ids of an earlier window's documents never come back: their tabs may. */
  add(parts: Pick<OrderSession, Exclude<keyof OrderSession, Unset>>): OrderSession {
    const id = randomUUID().slice(0, 8);
    const now = Date.now();
    const session: OrderSession = {
      ...{ ...parts, id, savedAt: now, savedByApply: false },
      ...{ state: 'open', appliedAt: now, outcomes: [] },
    };
    this.#sessions.set(id, session);
    this.#changed.fire(session);
    return session;
  }

  change(session: OrderSession, changes: Partial<Pick<OrderSession, Unset>>): void {
    Object.assign(session, changes);
    this.#changed.fire(session);
  }

  get(id: string): OrderSession | undefined {
    return this.#sessions.get(id);
  }

  get all(): readonly OrderSession[] {
    return [...this.#sessions.values()];
  }

  /** The document that an address is of; `undefined` for any other address. */
  at({ scheme, path }: vscode.Uri): { session: OrderSession; part: SessionPart } | undefined {
    const [, folder, id = ''] = path.split('/');
    const session = this.#sessions.get(id);
    const part = PARTS.find((each) => folder === folderOf(each));
    return scheme === EDIT_SCHEME && session && part ? { session, part } : undefined;
  }
}

type Unset = 'id' | 'savedAt' | 'savedByApply' | 'state' | 'appliedAt' | 'outcomes';
const PARTS = ['orders', 'now', 'report'] as const;

/** The address of one of a session's documents; its last part is the tab's title. */
export function sessionUri({ id, name }: OrderSession, part: SessionPart): vscode.Uri {
  const path = `/${folderOf(part)}/${id}/${name}.${part === 'report' ? 'json' : 'jsonc'}`;
  return vscode.Uri.from({ scheme: EDIT_SCHEME, path });
}

/** package.json names the first, for the schema and the menus. */
function folderOf(part: SessionPart): string {
  return `order-desk-${part}`;
}
