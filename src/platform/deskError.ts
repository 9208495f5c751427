/**
 * Why a profile cannot be put to work, before any request is made:
 * - `noKey`: no API key is stored for it.
 * - `keyLost`: one was, and the secret storage has it no more.
 * - `restricted`: the workspace is not trusted, and the profile is a live one.
 * - `secretStorage`: VS Code's secret storage failed; `cause` has its error.
 * - `paper`: the built-in paper exchange did not start; the message says what it printed.
 * - `profile`: the stored profile names a venue or host that is not known or not allowed.
 * - `code`: a part of Order Desk itself could not be read, as where an update has replaced it.
 */
export type DeskErrorReason =
  'noKey' | 'keyLost' | 'restricted' | 'secretStorage' | 'paper' | 'profile' | 'code';

export class DeskError extends Error {
  override readonly name = 'DeskError';
  readonly reason: DeskErrorReason;

  constructor(reason: DeskErrorReason, message: string, cause?: unknown) {
    super(message, { cause });
    this.reason = reason;
  }
}
