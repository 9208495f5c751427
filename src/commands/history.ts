import * as vscode from 'vscode';
import { View } from '../contributions.ts';
import { SECTIONS, type Section } from '../desk/historyRows.ts';
import { openDocument, recordUri } from '../platform/documentUri.ts';
import { historyFilterOf } from '../platform/historyFilters.ts';
import { askOne } from './ask.ts';
import { showResponse } from './responses.ts';
import { fieldOf } from './row.ts';
import type { Handler } from './services.ts';

const t = vscode.l10n.t;

/** "Refresh History": reads the first pages anew. A failure is shown here too. */
export const refreshHistory: Handler = async ({ current, historyFilters }) => {
  await vscode.window.withProgress({ location: { viewId: View.history } }, async () => {
    const { history, profile } = await current.open();
    await history.refresh(historyFilterOf(historyFilters, profile.id).symbol);
    const error = SECTIONS.map((each) => history.stateOf(each).error).find(Boolean);
    if (error) throw error;
  });
};

/** "Load More" of a section. */
export const moreHistory: Handler = async ({ current }, row) => {
  const section = sectionOf(row);
  await vscode.window.withProgress({ location: { viewId: View.history } }, async () => {
    const { history } = await current.open();
    await history.loadMore(section);
    const { error } = history.stateOf(section);
    if (error) throw error;
  });
};

/** "Show Raw JSON" of a row: its record as the exchange sent it. */
export const showRecord: Handler = async (_services, row) => {
  const recordId = fieldOf(row, 'recordId');
  if (recordId === undefined)
    throw new Error(t('No row was chosen. Use this from a row in the History view.'));
  await openDocument(recordUri(recordId));
};

/** "Show Response" of a section: the whole answer, or one of them where there are several pages. */
export const showHistoryResponse: Handler = async (services, row) => {
  const { history } = await services.current.open();
  const ids = history.stateOf(sectionOf(row)).transcriptIds;
  const choices = ids.map((value, at) => ({ value, label: t('Page {0}', at + 1) }));
  const id = ids.length > 1 ? await askOne(t('Show Response'), choices) : ids[0];
  if (ids.length === 0) throw new Error(t('There is no response yet. Refresh the history first.'));
  if (id !== undefined) await showResponse(services, id);
};

/** "Show Problem": why the history, or a section of it, could not be loaded. */
export const showHistoryProblem: Handler = ({ current }, row) => {
  const named = SECTIONS.find((section) => section === fieldOf(row, 'section'));
  const { desk } = current;
  const errors = (named ? [named] : SECTIONS).map((each) => desk?.history.stateOf(each).error);
  const problem = (desk ? undefined : current.error) ?? errors.find(Boolean);
  throw problem ?? new Error(t('There is no problem now. The history is loaded.'));
};

/** The section whose own row, or note, was handed over. */
function sectionOf(row: unknown): Section {
  const section = SECTIONS.find((each) => each === fieldOf(row, 'section'));
  if (section) return section;
  throw new Error(t('No section was chosen. Use this from a row in the History view.'));
}
