import * as vscode from 'vscode';
import type { Disposable } from '../common/disposable.ts';
import { SCHEME } from '../contributions.ts';
import type { TranscriptLog } from '../net/transcriptLog.ts';
import type { BulkCancels } from '../platform/bulkCancels.ts';
import type { CurrentDesk } from '../platform/currentDesk.ts';
import { parseDocumentUri, type DocumentRef } from '../platform/documentUri.ts';
import type { Content, contentOf } from './documentTexts.ts';
import { VirtualFiles } from './virtualFiles.ts';
import { tickOff } from '../platform/walkthrough.ts';

/** Makes what documents show. */
interface Maker {
  readonly contentOf: typeof contentOf;
}

/**
 * The read-only documents. A file system rather than a text provider, because a file system hands
 * VS Code bytes: line ends and encoding are what came, and "Save As" writes exactly those.
 */
export class ResponseDocuments extends VirtualFiles {
  readonly #current: CurrentDesk;
  readonly #kept: { readonly transcripts: TranscriptLog; readonly bulks: BulkCancels };
  readonly #load: () => Promise<Maker>;
  /** Orders that a document is open of: of all others, thousands of changes a second are no news. */
  #open: ReadonlySet<string> = new Set();
  #following: Disposable | undefined;
  #latest: (Content & { readonly key: string }) | undefined;

  /** @param load reads what the documents are made with, when the first is opened */
  constructor(
    transcripts: TranscriptLog,
    current: CurrentDesk,
    bulks: BulkCancels,
    load: () => Promise<Maker>,
  ) {
    super();
    this.#load = load;
    this.#kept = { transcripts, bulks };
    this.#current = current;
    this.register(current.onDidChange(() => this.#follow()));
    this.register({ dispose: () => this.#following?.dispose() });
    this.register(vscode.workspace.onDidOpenTextDocument(() => this.#look()));
    this.register(vscode.workspace.onDidCloseTextDocument(() => this.#look()));
    this.#look();
    this.register(
      vscode.workspace.registerFileSystemProvider(SCHEME, this, {
        isReadonly: new vscode.MarkdownString(vscode.l10n.t('This is what the exchange sent.')),
        isCaseSensitive: true,
      }),
    );
  }

  /** Orders and proofs change while they are open; what was received does not. */
  #follow(): void {
    const { desk } = this.#current;
    this.#following?.dispose();
    this.#following =
      desk &&
      vscode.Disposable.from(
        desk.store.onDidChange(({ orderIds }) => this.#refresh(orderIds)),
        desk.cancels.onDidChange((orderId) => this.#refresh([orderId])),
        desk.places.onDidChange((orderId) => this.#refresh([orderId])),
      );
  }

  #look(): void {
    const refs = vscode.workspace.textDocuments.map(({ uri }) => parseDocumentUri(uri));
    this.#open = new Set(refs.flatMap((ref) => (ref ? [...this.#ordersOf(ref)] : [])));
  }

  #refresh(orderIds: readonly string[]): void {
    if (!orderIds.some((orderId) => this.#open.has(orderId))) return;
    const changed = vscode.workspace.textDocuments.flatMap(({ uri }) => {
      const ref = parseDocumentUri(uri);
      const about = new Set(ref ? this.#ordersOf(ref) : []);
      return orderIds.some((orderId) => about.has(orderId)) ? [uri] : [];
    });
    if (changed.length > 0) this.tell(changed);
  }

  /** The orders that a document changes with. */
  #ordersOf(ref: DocumentRef): Iterable<string> {
    if (ref.form === 'report') return this.#kept.bulks.get(ref.bulkId)?.orderIds ?? [];
    if (ref.form === 'panic') return this.#current.desk?.positions.ordersOfPanic(ref.key) ?? [];
    return 'orderId' in ref ? [ref.orderId] : [];
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return (await this.#read(uri)).bytes;
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { bytes, time } = await this.#read(uri);
    return { type: vscode.FileType.File, ctime: time, mtime: time, size: bytes.byteLength };
  }

  async #read(uri: vscode.Uri): Promise<Content> {
    const key = uri.toString();
    // VS Code asks for size and bytes apart: what does not change is made only once.
    if (this.#latest?.key === key) return this.#latest;
    const ref = parseDocumentUri(uri);
    if (!ref) throw vscode.FileSystemError.FileNotFound(uri);
    const { contentOf } = await this.#load();
    const { desk, place } = this.#current;
    const content = contentOf(ref, { desk, place, ...this.#kept });
    if (!content) throw gone();
    if ('transcriptId' in ref) this.#latest = { ...content, key };
    tickOff('didRead');
    return content;
  }
}

/** For a tab that VS Code opens again after what it showed is gone, with the window it came in. */
function gone(): vscode.FileSystemError {
  return vscode.FileSystemError.Unavailable(
    vscode.l10n.t(
      'What an exchange sent is kept until its window is closed or reloaded, and this came before that. Close this tab; Order Desk can ask for the order or the list anew.',
    ),
  );
}
