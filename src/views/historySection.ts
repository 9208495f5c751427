import * as vscode from 'vscode';
import { Command } from '../contributions.ts';
import { dayBefore } from '../desk/balanceReach.ts';
import type { HistoryBook } from '../desk/historyBook.ts';
import type { HistoryRow, Section } from '../desk/historyRows.ts';
import { clockTime } from '../orders/age.ts';
import { aloud } from '../platform/aloud.ts';

const t = vscode.l10n.t;

/** A section's own row; says how many rows there are below it, and of fills how they are known. */
export function sectionItem(
  section: Section,
  shown: readonly HistoryRow[],
  total: number,
  book: HistoryBook,
): vscode.TreeItem {
  const name = sectionName(section);
  const open = section === 'orders';
  const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(name, open ? Expanded : Collapsed);
  const counted =
    shown.length === total ? String(total) : t('{0} of {1} shown', shown.length, total);
  const { error, more, transcriptIds, asOf, loading } = book.stateOf(section);
  const description = (
    asOf === undefined
      ? [error ? t('could not be loaded') : loading ? t('loading') : t('read when opened')]
      : [
          counted,
          section === 'fills' ? fillsText(shown) : undefined,
          loading ? t('loading') : more ? t('more to load') : undefined,
          error ? t('not up to date') : undefined,
        ]
  ).filter(Boolean);
  item.id = `section ${section}`;
  item.description = description.join(' · ');
  const read = transcriptIds.length > 0 && 'read';
  item.contextValue = ['section', read, more && 'more'].filter(Boolean).join();
  item.accessibilityInformation = aloud([name, ...description]);
  return item;
}

/** Why not all is there, or how to have more: the rows around those of a section. */
export type NoteKind = 'problem' | 'more' | 'capped' | 'none';

/** Which notes stand above and below a section's rows. */
export function notesOf(book: HistoryBook, section: Section, shown: number): readonly NoteKind[] {
  const { error, more, capped } = book.stateOf(section);
  const notes: (NoteKind | false)[] = [
    error !== undefined && 'problem',
    shown === 0 && !error && 'none',
    more && 'more',
    capped && 'capped',
  ];
  return notes.filter((note) => note !== false);
}

export function noteItem(note: NoteKind, section: Section, book: HistoryBook): vscode.TreeItem {
  const { error, loading } = book.stateOf(section);
  const [label, description = ''] = noteWords(note, section, book);
  const item = new vscode.TreeItem(label);
  item.id = `${note} ${section}`;
  item.description = description;
  // Without this, VS Code would have the tooltip read out in place of the row.
  item.accessibilityInformation = aloud([sectionName(section), label, description]);
  switch (note) {
    case 'problem':
      item.iconPath = new vscode.ThemeIcon('warning');
      item.command = run(Command.showHistoryProblem, t('Show Problem'), section);
      item.tooltip = error?.message;
      break;
    case 'more':
      item.iconPath = new vscode.ThemeIcon(loading ? 'loading~spin' : 'ellipsis');
      item.command = run(Command.moreHistory, t('Load More'), section);
      break;
    case 'capped':
      item.iconPath = new vscode.ThemeIcon('info');
      break;
    case 'none':
      break;
  }
  return item;
}

/** What a note says, and what it says beside that. */
function noteWords(
  note: NoteKind,
  section: Section,
  book: HistoryBook,
): readonly [label: string, description?: string] {
  const { loading, rows, asOf } = book.stateOf(section);
  switch (note) {
    case 'problem': {
      const old = asOf === undefined ? '' : t('what is here is as of {0}', clockTime(asOf));
      return [t('Could not be loaded. Why?'), old];
    }
    case 'more':
      return [loading ? t('Loading…') : t('Load more…'), moreText(section, book)];
    case 'capped':
      return section === 'balance'
        ? [t('The exchange does not tell older ones')]
        : [t('Only the latest {0} can be asked for', rows.length)];
    case 'none':
      return asOf === undefined
        ? [t('Loading…'), moreText(section, book)]
        : [noneText(section, rows.length, asOf, book)];
  }
}

/** Why loading changes of the balance takes its time, and which of them are to come. */
function moreText(section: Section, book: HistoryBook): string {
  if (section !== 'balance') return '';
  const { loading, asOf, pages } = book.stateOf(section);
  if (loading) return t('the exchange takes few such requests a minute');
  return asOf === undefined ? '' : t('of the day before {0} (UTC)', dayBefore(asOf, pages - 1));
}

/** Says what the words on fills mean. */
export function sectionTooltip(section: Section, book: HistoryBook): string | undefined {
  if (section !== 'fills') return undefined;
  const { since, forgotten } = book.record;
  const heard =
    since === undefined
      ? t('No live updates were heard yet.')
      : t('Live updates are heard since {0}.', clockTime(since));
  const gone = forgotten > 0 ? ` ${t('{0} older executions are no longer kept.', forgotten)}` : '';
  return `${t('The exchange lists orders, not fills. A fill that its live updates reported is shown by itself; of an order with others, the total is shown as the exchange told it.')} ${heard}${gone}`;
}

function sectionName(section: Section): string {
  return { orders: t('Orders'), fills: t('Fills'), funding: t('Funding'), balance: t('Balance') }[
    section
  ];
}

function fillsText(shown: readonly HistoryRow[]): string | undefined {
  const totals = shown.filter(({ kind }) => kind === 'total').length;
  const single = shown.length - totals;
  if (shown.length === 0) return undefined;
  if (totals === 0) return t('each seen by itself');
  if (single === 0) return t('as order totals');
  return t('{0} seen by themselves, {1} order totals', single, totals);
}

function noneText(section: Section, hidden: number, asOf: number, book: HistoryBook): string {
  if (hidden > 0) return t('The filter hides all of them');
  switch (section) {
    case 'orders':
      return t('No order had closed as of {0}', clockTime(asOf));
    case 'fills':
      return t('Nothing was filled yet');
    case 'funding':
      return t('No funding had been paid as of {0}', clockTime(asOf));
    case 'balance':
      return t(
        'No change since {0} began (UTC), as of {1}',
        dayBefore(asOf, book.stateOf(section).pages - 1),
        clockTime(asOf),
      );
  }
}

function run(command: string, title: string, section: Section): vscode.Command {
  return { command, title, arguments: [{ section }] };
}
