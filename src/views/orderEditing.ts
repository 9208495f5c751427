import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../common/disposable.ts';
import { EDIT_SCHEME } from '../contributions.ts';
import type { Desk } from '../desk/desk.ts';
import { applyReport } from '../orders/document/outcomes.ts';
import { countSteps } from '../orders/document/facts.ts';
import { sessionUri, type OrderSession, type OrderSessions } from '../platform/orderSessions.ts';
import { latestOutcomes, nowText, planOf, showChanges } from '../platform/sessionPlan.ts';
import { diagnosticsOf } from './orderDiagnostics.ts';
import { OrderLenses } from './orderLenses.ts';
import { ordersSchema } from './orderSchema.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
/** Orders change thousands of times a second; a person reads this, ms. */
const TOGETHER_MS = 250;
export const SCHEMA_PATH = '/schema/orders.json';

/** What the documents of orders consist of, and what is said of them while they are open. */
export class OrderEditing extends DisposableStore {
  readonly #sessions: OrderSessions;
  readonly #changed: (uris: readonly vscode.Uri[]) => void;
  readonly #problems = this.register(vscode.languages.createDiagnosticCollection('order-desk'));
  readonly #lenses: OrderLenses;
  readonly #following = new Map<Desk, Disposable>();
  readonly #asked = new WeakSet<vscode.TextDocument>();
  #timer: NodeJS.Timeout | undefined;

  /** @param changed is told of files that are others now */
  constructor(sessions: OrderSessions, changed: (uris: readonly vscode.Uri[]) => void) {
    super();
    this.#sessions = sessions;
    this.#changed = changed;
    this.#lenses = this.register(new OrderLenses(sessions));
    const { workspace } = vscode;
    this.register(workspace.onDidOpenTextDocument((document) => this.#check(document)));
    this.register(workspace.onDidChangeTextDocument(({ document }) => this.#check(document)));
    this.register(
      vscode.window.tabGroups.onDidChangeTabs(({ opened, closed }) => {
        // VS Code may keep a document for long after its tab is closed.
        for (const uri of closed.flatMap(urisOf)) if (!isShown(uri)) this.#problems.delete(uri);
        if (opened.length > 0) this.#renewSoon();
      }),
    );
    this.register(
      workspace.onWillSaveTextDocument(({ document, reason }) => {
        // What saves by itself, again and again, is not to open anything.
        if (reason === vscode.TextDocumentSaveReason.Manual) this.#asked.add(document);
      }),
    );
    this.register(workspace.onDidSaveTextDocument((document) => void this.#saved(document)));
    this.register(sessions.onDidChange((session) => this.#follow(session)));
    this.register({ dispose: () => clearTimeout(this.#timer) });
    this.register({ dispose: () => this.#following.forEach((each) => each.dispose()) });
    for (const session of sessions.all) this.#follow(session);
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const { bytes, time, readonly } = this.#content(uri);
    const permissions = readonly ? { permissions: vscode.FilePermission.Readonly } : {};
    const size = bytes.byteLength;
    return { type: vscode.FileType.File, ctime: time, mtime: time, size, ...permissions };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    return this.#content(uri).bytes;
  }

  writeFile(uri: vscode.Uri, content: Uint8Array): void {
    const { session, part } = this.#sessions.at(uri) ?? {};
    if (!session) throw gone();
    if (part !== 'orders' || session.state !== 'open')
      throw vscode.FileSystemError.NoPermissions(uri);
    session.text = decoder.decode(content);
    session.savedAt = Date.now();
  }

  #content(uri: vscode.Uri): { bytes: Uint8Array; time: number; readonly: boolean } {
    if (uri.path === SCHEMA_PATH) {
      const symbols = this.#sessions.all.flatMap(({ terms }) => [...terms.keys()]);
      const bytes = encoder.encode(JSON.stringify(ordersSchema([...new Set(symbols)].sort())));
      return { bytes, time: 0, readonly: true };
    }
    const found = this.#sessions.at(uri);
    if (!found) throw gone();
    const { session, part } = found;
    const { text, savedAt, state, appliedAt, place } = session;
    if (part === 'orders') {
      const time = Math.max(savedAt, appliedAt);
      return { bytes: encoder.encode(text), time, readonly: state !== 'open' };
    }
    const report = (): string =>
      applyReport({ ...place, startedAt: appliedAt }, latestOutcomes(session));
    const made = part === 'now' ? nowText(session) : report();
    return { bytes: encoder.encode(made), time: Date.now(), readonly: true };
  }

  #follow(session: OrderSession): void {
    const { desk } = session;
    this.#changed((['orders', 'report'] as const).map((part) => sessionUri(session, part)));
    this.#renewSoon();
    if (this.#following.has(desk)) return;
    const soon = (): void => this.#renewSoon();
    this.#following.set(
      desk,
      vscode.Disposable.from(
        ...[desk.store.onDidChange(soon), desk.marks.onDidMove(soon)],
        ...[desk.cancels.onDidChange(soon), desk.places.onDidChange(soon)],
      ),
    );
  }

  /** What is said of the documents that are open is said anew, and the orders beside them are shown anew. */
  #renewSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const open = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === EDIT_SCHEME);
      const shown = open.filter(({ uri }) => this.#isOld(uri)).map(({ uri }) => uri);
      if (shown.length > 0) this.#changed(shown);
      open.forEach((document) => this.#check(document));
      this.#lenses.renew();
    }, TOGETHER_MS);
  }

  #isOld(uri: vscode.Uri): boolean {
    const found = this.#sessions.at(uri);
    if (!found || found.part === 'orders') return false;
    const document = vscode.workspace.textDocuments.find(
      (each) => each.uri.toString() === uri.toString(),
    );
    return document?.getText() !== decoder.decode(this.readFile(uri));
  }

  #check(document: vscode.TextDocument): void {
    const found = this.#sessions.at(document.uri);
    if (found?.part !== 'orders' || document.isClosed || !isShown(document.uri)) return;
    this.#problems.set(document.uri, diagnosticsOf(found.session, document));
  }

  /** Saving shows what would be done, where anything would. */
  async #saved(document: vscode.TextDocument): Promise<void> {
    const found = this.#sessions.at(document.uri);
    const files = vscode.workspace.getConfiguration('files', document.uri);
    const asked = this.#asked.delete(document) || files.get('autoSave') === 'off';
    if (found?.part !== 'orders' || !asked || found.session.savedByApply) return;
    if (found.session.state !== 'open') return;
    const plan = planOf(found.session, document.getText());
    if (countSteps(plan) > 0) await showChanges(found.session);
  }
}

/** Whether a tab has it. */
function isShown(uri: vscode.Uri): boolean {
  const tabs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
  return tabs.flatMap(urisOf).some((each) => each.toString() === uri.toString());
}

function urisOf({ input }: vscode.Tab): readonly vscode.Uri[] {
  if (input instanceof vscode.TabInputText) return [input.uri];
  return input instanceof vscode.TabInputTextDiff ? [input.original, input.modified] : [];
}

/** For a tab that VS Code opens again with a window whose documents are gone. */
function gone(): vscode.FileSystemError {
  return vscode.FileSystemError.Unavailable(
    vscode.l10n.t(
      'This document of orders came with a window that was closed or reloaded, and nothing of it was sent that was not applied. Close this tab and run “Order Desk: Edit Orders as Document” to open the orders as they are now.',
    ),
  );
}
