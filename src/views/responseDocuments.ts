import * as vscode from 'vscode';
import type { Disposable } from '../common/disposable.ts';
import { SCHEME } from '../contributions.ts';
import type { Transcript } from '../net/transcript.ts';
import type { TranscriptLog } from '../net/transcriptLog.ts';
import type { BulkCancels } from '../platform/bulkCancels.ts';
import type { CurrentDesk } from '../platform/currentDesk.ts';
import { parseDocumentUri, type DocumentRef } from '../platform/documentUri.ts';
import type * as documentTexts from './documentTexts.ts';
import { VirtualFiles } from './virtualFiles.ts';

type DocumentTexts = typeof documentTexts;

interface Content {
  readonly bytes: Uint8Array;
  /** Unix ms. */
  readonly time: number;
}

/**
 * The read-only documents. A file system rather than a text provider, because a file system hands
 * VS Code bytes: line ends and encoding are what came, and "Save As" writes exactly those.
 */
export class ResponseDocuments extends VirtualFiles {
  readonly #log: TranscriptLog;
  readonly #current: CurrentDesk;
  readonly #bulks: BulkCancels;
  readonly #load: () => Promise<{ readonly documentTexts: DocumentTexts }>;
  /** Orders that a document is open of: of all others, thousands of changes a second are no news. */
  #open: ReadonlySet<string> = new Set();
  #following: Disposable | undefined;
  #latest: (Content & { readonly key: string }) | undefined;

  /** @param load reads what the documents are made with, when the first is opened */
  constructor(
    log: TranscriptLog,
    current: CurrentDesk,
    bulks: BulkCancels,
    load: () => Promise<{ readonly documentTexts: DocumentTexts }>,
  ) {
    super();
    this.#load = load;
    this.#bulks = bulks;
    this.#log = log;
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
    this.#open = new Set(refs.flatMap((ref) => (ref && 'orderId' in ref ? [ref.orderId] : [])));
  }

  #refresh(orderIds: readonly string[]): void {
    if (!orderIds.some((orderId) => this.#open.has(orderId))) return;
    const changed = vscode.workspace.textDocuments.flatMap(({ uri }) => {
      const ref = parseDocumentUri(uri);
      return ref && orderIds.some((orderId) => this.#isAbout(ref, orderId)) ? [uri] : [];
    });
    if (changed.length > 0) this.tell(changed);
  }

  #isAbout(ref: DocumentRef, orderId: string): boolean {
    if (ref.form === 'report') return this.#bulks.get(ref.bulkId)?.orderIds.has(orderId) ?? false;
    return 'orderId' in ref && ref.orderId === orderId;
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return (await this.#read(uri)).bytes;
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { bytes, time } = await this.#read(uri);
    return { type: vscode.FileType.File, ctime: time, mtime: time, size: bytes.byteLength };
  }

  async #read(uri: vscode.Uri): Promise<Content> {
    const { documentTexts: texts } = await this.#load();
    const ref = parseDocumentUri(uri);
    if (ref?.form === 'order') {
      const order = this.#current.desk?.store.get(ref.orderId);
      if (order) return { bytes: texts.ofOrder(order), time: order.updatedAt };
    } else if (ref?.form === 'proof') {
      const report = this.#current.desk?.cancels.reportOf(ref.orderId);
      const time = report?.evidence.at(-1)?.at ?? 0;
      if (report) return { bytes: texts.ofProof(report), time };
    } else if (ref?.form === 'placement') {
      const report = this.#current.desk?.places.reportOf(ref.orderId);
      const time = report?.evidence.at(-1)?.at ?? 0;
      if (report) return { bytes: texts.ofPlacement(report), time };
    } else if (ref && 'key' in ref) {
      const { desk, place } = this.#current;
      const made = desk && texts.ofPositions(ref.form, ref.key, desk, place);
      if (made) return made;
    } else if (ref?.form === 'report') {
      const bulk = this.#bulks.get(ref.bulkId);
      const reports = bulk?.reports() ?? [];
      const seen = reports.map(({ evidence }) => evidence.at(-1)?.at ?? 0);
      const time = seen.reduce((a, b) => Math.max(a, b), bulk?.startedAt ?? 0);
      if (bulk) return { bytes: texts.ofReport(bulk, reports), time };
    } else if (ref?.form === 'record') {
      const record = this.#current.desk?.history.recordOf(ref.recordId);
      if (record) return { bytes: texts.ofRecord(record), time: record.time };
    } else if (ref) {
      const transcript = this.#log.get(ref.transcriptId);
      if (transcript)
        return this.#made(uri.toString(), transcript, () =>
          texts.ofTranscript(ref.form, transcript),
        );
    }
    throw ref ? gone() : vscode.FileSystemError.FileNotFound(uri);
  }

  /** VS Code asks for size and bytes apart: the latest document is made only once. */
  #made(key: string, { startedAt }: Transcript, make: () => Uint8Array): Content {
    if (this.#latest?.key !== key) this.#latest = { key, bytes: make(), time: startedAt };
    return this.#latest;
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
