import * as vscode from 'vscode';
import { systemClock } from '../common/clock.ts';
import { DisposableStore, type Disposable } from '../common/disposable.ts';
import { Pacer } from '../common/pacer.ts';
import { ContextKey, type HistoryState } from '../contributions.ts';
import type { Desk } from '../desk/desk.ts';
import { isHistoryFiltered, UNFILTERED, type HistoryFilter } from '../desk/historyFilter.ts';
import { executionRow, SECTIONS, type HistoryRow, type Section } from '../desk/historyRows.ts';
import type { CurrentDesk } from '../platform/currentDesk.ts';
import { historyFilterText } from '../platform/historyWords.ts';
import { historyFilterOf } from '../platform/historyFilters.ts';
import { explain } from '../platform/messages.ts';
import type { PerProfile } from '../platform/perProfile.ts';
import { clockTime } from '../orders/age.ts';
import { historyItem } from './historyItem.ts';
import { noteItem, notesOf, sectionItem, sectionTooltip, type NoteKind } from './historySection.ts';
import { historyTooltip } from './historyTooltip.ts';
import type { SeatedTree, TreeSeat } from './lateTree.ts';

/** A row of the tree: a section, one of its rows, or what has to be said beside these. */
export type HistoryTreeRow =
  | { readonly section: Section }
  | { readonly section: Section; readonly note: NoteKind }
  | { readonly row: HistoryRow; readonly recordId: string; readonly orderId: string | undefined };

/** Between two redraws at least, ms: executions may come many a second. */
const REST_MS = 500;

/** The "History" view: what is known of orders that closed, of fills, of funding and of the balance. */
export class HistoryTree extends DisposableStore implements SeatedTree<HistoryTreeRow> {
  readonly #seat: TreeSeat<HistoryTreeRow>;
  readonly #current: CurrentDesk;
  readonly #filters: PerProfile;
  readonly #log: vscode.LogOutputChannel;
  readonly #pacer = this.register(new Pacer(systemClock, () => this.#redraw()));
  #followed: Desk | undefined;
  #following: Disposable | undefined;

  constructor(
    seat: TreeSeat<HistoryTreeRow>,
    current: CurrentDesk,
    filters: PerProfile,
    log: vscode.LogOutputChannel,
  ) {
    super();
    this.#seat = seat;
    this.#current = current;
    this.#filters = filters;
    this.#log = log;
    this.register(
      current.onDidChange(() => {
        // A view that is folded is not drawn, and yet its heading is in sight.
        this.#entitle();
        this.#pacer.ask();
      }),
    );
    this.register(filters.onDidChange(() => this.#pacer.ask()));
    this.register(seat.view.onDidChangeVisibility(() => this.#pacer.ask()));
    this.register({ dispose: () => this.#following?.dispose() });
  }

  async getChildren(parent?: HistoryTreeRow): Promise<HistoryTreeRow[]> {
    if (!parent) return this.#sections();
    const desk = this.#current.desk;
    if (!desk) return [];
    if ('row' in parent) {
      const { row } = parent;
      return row.kind === 'total' ? row.total.seen.map((each) => rowOf(executionRow(each))) : [];
    }
    const { section } = parent;
    // Not waited for: what is there is shown, and the rest when it has come.
    if (!('note' in parent)) void desk.history.look(section);
    const rows = desk.history.rows(section, this.#filter).map(rowOf);
    const notes = notesOf(desk.history, section, rows.length);
    const asRows = (kinds: readonly NoteKind[]): HistoryTreeRow[] =>
      kinds.map((note) => ({ section, note }));
    const above = notes.filter((note) => note === 'problem');
    const below = notes.filter((note) => note !== 'problem');
    return [...asRows(above), ...rows, ...asRows(below)];
  }

  getTreeItem(row: HistoryTreeRow): vscode.TreeItem {
    if ('row' in row) return historyItem(row.row, Date.now());
    const book = this.#current.desk?.history;
    if (!book) return new vscode.TreeItem('');
    const { section } = row;
    if ('note' in row) return noteItem(row.note, section, book);
    const total = book.rows(section, UNFILTERED).length;
    return sectionItem(section, book.rows(section, this.#filter), total, book);
  }

  resolveTreeItem(item: vscode.TreeItem, row: HistoryTreeRow): vscode.TreeItem {
    const book = this.#current.desk?.history;
    if ('row' in row) item.tooltip = historyTooltip(row.row);
    else if (book && !('note' in row)) item.tooltip = sectionTooltip(row.section, book) ?? '';
    return item;
  }

  async #sections(): Promise<HistoryTreeRow[]> {
    const desk = await this.#open();
    if (desk) await desk.history.open(this.#filter.symbol);
    // Another profile may have been chosen meanwhile: it is drawn by itself.
    if (!desk || desk !== this.#current.desk) {
      this.#show(desk ? 'loading' : 'failed');
      return [];
    }
    const states = SECTIONS.map((section) => desk.history.stateOf(section));
    // Of a section that alone failed its own row tells.
    const failed = states.some(({ error }) => error) && states.every(({ asOf }) => !asOf);
    this.#show(failed ? 'failed' : 'rows', failed ? undefined : desk);
    return failed ? [] : SECTIONS.map((section) => ({ section }));
  }

  async #open(): Promise<Desk | undefined> {
    const { desk: open, error: failure } = this.#current;
    // Tried in vain already: what was drawn for that must not try it over and over.
    if (!open && failure) return undefined;
    try {
      const desk = await this.#current.open();
      this.#follow(desk);
      return desk;
    } catch (error) {
      // Said by the view, whose "Why?" asks for it again.
      this.#log.warn(explain(error, this.#current.place).text);
      return undefined;
    }
  }

  #follow(desk: Desk): void {
    if (desk === this.#followed) return;
    this.#following?.dispose();
    this.#followed = desk;
    this.#following = desk.history.onDidChange(() => this.#pacer.ask());
  }

  get #filter(): HistoryFilter {
    return historyFilterOf(this.#filters, this.#current.profile.id);
  }

  #entitle(): void {
    this.#seat.view.title = vscode.l10n.t('{0} – History', this.#current.place.name);
  }

  /** All of the view but its rows. */
  #show(state: HistoryState, desk?: Desk): void {
    const { view } = this.#seat;
    this.#entitle();
    const asOf = desk?.history.stateOf('orders').asOf;
    view.description = asOf === undefined ? '' : vscode.l10n.t('orders as of {0}', clockTime(asOf));
    const filter = this.#filter;
    const filtered = isHistoryFiltered(filter);
    view.message = filtered ? vscode.l10n.t('Filtered: {0}.', historyFilterText(filter)) : '';
    for (const [key, value] of [
      [ContextKey.historyState, state],
      [ContextKey.historyFiltered, filtered],
    ])
      void vscode.commands.executeCommand('setContext', key, value);
  }

  /** @returns how long to rest now, ms */
  async #redraw(): Promise<number> {
    const { view, changes } = this.#seat;
    if (view.visible) await changes.fire(undefined);
    return REST_MS;
  }
}

function rowOf(row: HistoryRow): HistoryTreeRow {
  const order =
    row.kind === 'order'
      ? row.past.order
      : row.kind === 'execution'
        ? row.execution.order
        : row.kind === 'total'
          ? row.total.order
          : row.kind === 'change'
            ? row.change
            : undefined;
  return { row, recordId: row.id, orderId: order?.orderId };
}
