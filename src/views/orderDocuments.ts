import * as vscode from 'vscode';
import { EDIT_SCHEME } from '../contributions.ts';
import type { OrderSessions } from '../platform/orderSessions.ts';
import type { OrderEditing } from './orderEditing.ts';
import { VirtualFiles } from './virtualFiles.ts';

type Load = () => Promise<{ readonly OrderEditing: typeof OrderEditing }>;

/**
 * The documents of orders as files: saving one keeps its text in this window and sends nothing. All else
 * about them is read when the first is opened.
 */
export class OrderDocuments extends VirtualFiles {
  readonly #sessions: OrderSessions;
  readonly #load: Load;
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
      this.register(new later.OrderEditing(this.#sessions, (uris) => this.tell(uris))),
    ));
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    return (await this.#parts()).stat(uri);
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return (await this.#parts()).readFile(uri);
  }

  override async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    (await this.#parts()).writeFile(uri, content);
  }
}
