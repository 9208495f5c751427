import * as vscode from 'vscode';
import { DisposableStore } from '../common/disposable.ts';
import { EDIT_SCHEME } from '../contributions.ts';
import type { OrderSessions } from '../platform/orderSessions.ts';
import type { OrderEditing } from './orderEditing.ts';

type Load = () => Promise<{ readonly OrderEditing: typeof OrderEditing }>;

/**
 * The documents of orders as files: saving one keeps its text in this window and sends nothing. All else
 * about them is read when the first is opened.
 */
export class OrderDocuments extends DisposableStore implements vscode.FileSystemProvider {
  readonly #sessions: OrderSessions;
  readonly #load: Load;
  readonly #changed = this.register(new vscode.EventEmitter<vscode.FileChangeEvent[]>());
  readonly onDidChangeFile = this.#changed.event;
  #editing: Promise<OrderEditing> | undefined;

  constructor(sessions: OrderSessions, load: Load) {
    super();
    this.#sessions = sessions;
    this.#load = load;
    this.register(sessions.onDidChange(() => void this.#parts()));
    this.register(
      vscode.workspace.registerFileSystemProvider(EDIT_SCHEME, this, { isCaseSensitive: true }),
    );
  }

  #parts(): Promise<OrderEditing> {
    return (this.#editing ??= this.#load().then((later) =>
      this.register(
        new later.OrderEditing(this.#sessions, (uris) =>
          this.#changed.fire(uris.map((uri) => ({ type: vscode.FileChangeType.Changed, uri }))),
        ),
      ),
    ));
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    return (await this.#parts()).stat(uri);
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return (await this.#parts()).readFile(uri);
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    (await this.#parts()).writeFile(uri, content);
  }

  watch(): vscode.Disposable {
    return { dispose: () => undefined };
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }
}
