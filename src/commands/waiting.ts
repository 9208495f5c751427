import * as vscode from 'vscode';

/**
 * Does something at once, and shows that it is awaited, with a button that ends the waiting: it aborts
 * the signal. `report` replaces the words after the title.
 */
export function whileWaiting<T>(
  title: string,
  work: (signal: AbortSignal, report: (words: string) => void) => Promise<T>,
): Thenable<T> {
  const stop = new AbortController();
  let words: string | undefined;
  let say = (message: string): void => void (words = message);
  // Before VS Code has answered that it shows something: what is to be sent does not wait for that.
  const working = work(stop.signal, (message) => say(message));
  // It is handed on below. Until then, a failure is not one that nobody looks at.
  working.catch(() => undefined);
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    (progress, token) => {
      token.onCancellationRequested(() => stop.abort());
      say = (message) => progress.report({ message });
      if (words !== undefined) say(words);
      return working;
    },
  );
}
