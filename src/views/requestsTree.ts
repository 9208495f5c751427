import * as vscode from 'vscode';
import { systemClock } from '../common/clock.ts';
import { DisposableStore } from '../common/disposable.ts';
import { Pacer } from '../common/pacer.ts';
import { Command, ContextKey } from '../contributions.ts';
import { hasWords } from '../desk/arrangement.ts';
import type { Transcript } from '../net/transcript.ts';
import type { TranscriptLog } from '../net/transcriptLog.ts';
import { aloud } from '../platform/aloud.ts';
import type { ProfileStore } from '../platform/profiles.ts';
import type { RequestFilter } from '../platform/requestFilter.ts';
import type { SeatedTree, TreeSeat } from './lateTree.ts';
import { requestItem, requestTooltip, requestWords } from './requestItem.ts';

const t = vscode.l10n.t;

/** A row: a request, or the one that shows more of them. */
export type RequestRow = { readonly transcriptId: string } | { readonly more: true };

/** Between two redraws at least, ms: polling alone sends several a second. */
const REST_MS = 1_000;
/** Rows at first, and more with each press: VS Code keeps something for every row that it ever drew. */
const PAGE = 100;

/** The "Requests" view: what was sent since the window was opened, the newest first. */
export class RequestsTree extends DisposableStore implements SeatedTree<RequestRow> {
  readonly #seat: TreeSeat<RequestRow>;
  readonly #log: TranscriptLog;
  /** Of profiles, by id: to list them reads their files. */
  #names: ReadonlyMap<string, string> = new Map();
  readonly #filter: RequestFilter;
  readonly #pacer = this.register(new Pacer(systemClock, () => this.#redraw()));
  #pages = 1;

  constructor(
    seat: TreeSeat<RequestRow>,
    log: TranscriptLog,
    profiles: ProfileStore,
    filter: RequestFilter,
  ) {
    super();
    this.#seat = seat;
    this.#log = log;
    this.#filter = filter;
    const ask = (): void => this.#pacer.ask();
    const name = (): void => {
      this.#names = new Map(profiles.list().map((each) => [each.id, each.name]));
      ask();
    };
    this.register(profiles.onDidChange(name));
    name();
    this.register(log.onDidAdd(ask));
    this.register(log.onDidClear(ask));
    this.register(filter.onDidChange(ask));
    this.register(seat.view.onDidChangeVisibility(ask));
    this.register(filter.onDidAskForMore(() => (this.#pages += 1)));
    this.#say();
  }

  getChildren(parent?: RequestRow): RequestRow[] {
    if (parent) return [];
    const shown = this.#shown();
    const rows: RequestRow[] = shown
      .slice(0, this.#pages * PAGE)
      .map(({ id }) => ({ transcriptId: id }));
    return rows.length < shown.length ? [...rows, { more: true }] : rows;
  }

  getTreeItem(row: RequestRow): vscode.TreeItem {
    if ('more' in row) return moreItem();
    const transcript = this.#log.get(row.transcriptId);
    if (!transcript) return plainItem(t('No longer kept'));
    return requestItem(transcript, this.#profileOf(transcript), Date.now());
  }

  resolveTreeItem(item: vscode.TreeItem, row: RequestRow): vscode.TreeItem {
    const transcript = 'more' in row ? undefined : this.#log.get(row.transcriptId);
    if (transcript) item.tooltip = requestTooltip(transcript, this.#profileOf(transcript));
    return item;
  }

  #shown(): readonly Transcript[] {
    const { words } = this.#filter;
    const now = Date.now();
    return this.#log
      .list()
      .filter((each) => hasWords(words, requestWords(each, this.#profileOf(each), now)));
  }

  #profileOf({ id }: Transcript): string {
    return this.#names.get(this.#log.senderOf(id)) ?? '–';
  }

  /** All of the view but its rows. */
  #say(): void {
    const { view } = this.#seat;
    const { words } = this.#filter;
    view.message =
      words === ''
        ? ''
        : t(
            'Filtered: {0} of {1} requests have “{2}”.',
            this.#shown().length,
            this.#log.size,
            words,
          );
    void vscode.commands.executeCommand('setContext', ContextKey.requestsFiltered, words !== '');
  }

  /** @returns how long to rest now, ms */
  async #redraw(): Promise<number> {
    const { view, changes } = this.#seat;
    if (!view.visible) return REST_MS;
    this.#say();
    await changes.fire(undefined);
    return REST_MS;
  }
}

function plainItem(label: string): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.accessibilityInformation = aloud([label]);
  return item;
}

function moreItem(): vscode.TreeItem {
  const item = plainItem(t('Show more…'));
  item.id = 'more';
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.command = { command: Command.moreRequests, title: t('Show More') };
  return item;
}
