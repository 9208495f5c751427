import * as vscode from 'vscode';
import { Command } from '../contributions.ts';
import type { Transcript } from '../net/transcript.ts';
import { aloud, inUnits } from '../platform/aloud.ts';
import { rowTime } from '../platform/localTime.ts';
import { tooltipTable } from './tooltipTable.ts';

const t = vscode.l10n.t;

/** A request's row: method, path and how it ended; when, how long, how much and for whom. */
export function requestItem(transcript: Transcript, profile: string, now: number): vscode.TreeItem {
  const { id, action, startedAt, request, timings } = transcript;
  const sent = `${request.method} ${pathOf(transcript)}`;
  const item = new vscode.TreeItem(sent);
  const [end, time, took] = [
    endText(transcript),
    rowTime(startedAt, now),
    Math.round(timings.total),
  ];
  item.id = id;
  item.description = [end, time, t('{0} ms', took), sizeText(transcript), profile].join(' · ');
  item.iconPath = icon(transcript);
  item.contextValue = `request,${action}${transcript.response ? ',answered' : ''}`;
  item.command = { command: Command.showResponse, title: t('Show Response'), arguments: [id] };
  item.accessibilityInformation = aloud([
    ...[sent, transcript.response ? t('status {0}', end) : end, time],
    inUnits(took, 'millisecond'),
    inUnits(bytesOf(transcript), 'byte'),
    profile,
  ]);
  return item;
}

/** For when the pointer rests on it. */
export function requestTooltip(transcript: Transcript, profile: string): vscode.MarkdownString {
  const { action, startedAt, request, timings, failure } = transcript;
  return tooltipTable([
    [t('Request'), `${request.method} ${request.url}`],
    [t('For'), action],
    [t('Profile'), profile],
    [t('Sent'), new Date(startedAt).toISOString()],
    [t('Ended'), failure ? `${endText(transcript)}: ${failure.message}` : endText(transcript)],
    [
      t('Answered after'),
      timings.headers === undefined ? '–' : t('{0} ms', timings.headers.toFixed(1)),
    ],
    [t('Over after'), t('{0} ms', timings.total.toFixed(1))],
    [t('Size'), sizeText(transcript)],
  ]);
}

/** What a filter finds it by. */
export function requestWords(
  transcript: Transcript,
  profile: string,
  now: number,
): readonly string[] {
  const { action, startedAt, request } = transcript;
  const times = [rowTime(startedAt, now), new Date(startedAt).toISOString()];
  return [request.method, request.url, action, endText(transcript), profile, ...times];
}

/** The path without what is the same in all of them. */
function pathOf({ request }: Transcript): string {
  const { pathname, search } = new URL(request.url);
  return `${pathname.replace(/^(\/\d+)?\/api\/pro\//, '')}${search}`;
}

/** The status, or why there is no whole answer. */
function endText({ response, failure }: Transcript): string {
  if (!response) return failure?.code ?? t('no answer');
  return failure ? `${response.status}, ${failure.code}` : String(response.status);
}

function bytesOf({ response }: Transcript): number {
  return response?.body.byteLength ?? 0;
}

function sizeText(transcript: Transcript): string {
  const bytes = bytesOf(transcript);
  return bytes < 1_000 ? t('{0} B', bytes) : t('{0} kB', (bytes / 1_000).toFixed(1));
}

/** A status of the HTTP alone: what an exchange says in its answer is in the answer. */
function icon({ response, failure }: Transcript): vscode.ThemeIcon {
  if (failure) return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  const good = response !== undefined && response.status < 400;
  return good
    ? new vscode.ThemeIcon('pass')
    : new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
}
