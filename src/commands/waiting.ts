import * as vscode from 'vscode';

/**
 * Shows that something is awaited, with a button that ends the waiting: it aborts the signal. `report`
 * replaces the words after the title.
 */
export function whileWaiting<T>(
  title: string,
  work: (signal: AbortSignal, report: (words: string) => void) => Promise<T>,
): Thenable<T> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    (progress, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => stop.abort());
      return work(stop.signal, (message) => progress.report({ message }));
    },
  );
}
