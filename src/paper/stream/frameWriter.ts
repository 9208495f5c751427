import type { Socket } from 'node:net';

/** Room for the messages of one moment, bytes; more are another piece. */
const ROOM = 128 * 1024;
/** FIN and the opcode of text. */
const TEXT = 0x81;
const LONGEST_HEAD = 10;

/**
 * Writes text messages to a WebSocket's socket as the server's frames of RFC 6455: whole, unmasked
 * and uncompressed. Those of one moment are gathered in one piece of memory until the present call
 * stack is done, so that thousands of them are one call of the system and no work for the garbage
 * collector.
 */
export class FrameWriter {
  readonly #socket: Socket;
  #bytes: Buffer | undefined;
  #length = 0;
  /** A piece that was written, for the next moment. */
  #spare: Buffer | undefined;
  #waits = false;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Bytes that the system has not taken yet. */
  get waiting(): number {
    return this.#length + this.#socket.writableLength;
  }

  send(text: string): void {
    const size = Buffer.byteLength(text);
    const bytes = this.#piece(size + LONGEST_HEAD);
    const at = this.#length + writeHead(bytes, this.#length, size);
    // As many bytes as characters: it is all ASCII, and copied several times as fast as such.
    this.#length = at + bytes.write(text, at, size === text.length ? 'latin1' : 'utf8');
    if (this.#waits) return;
    this.#waits = true;
    queueMicrotask(() => {
      this.#waits = false;
      this.flush();
    });
  }

  /** Hands over what was gathered. */
  flush(): void {
    const bytes = this.#bytes;
    const length = this.#length;
    this.#bytes = undefined;
    this.#length = 0;
    if (!bytes || this.#socket.destroyed || this.#socket.writableEnded) return;
    this.#socket.write(bytes.subarray(0, length), () => {
      if (bytes.length === ROOM) this.#spare = bytes;
    });
  }

  /** Memory with so much room left. */
  #piece(needed: number): Buffer {
    if (this.#bytes && this.#length + needed > this.#bytes.length) this.flush();
    if (needed > ROOM) return (this.#bytes = Buffer.allocUnsafeSlow(needed));
    this.#bytes ??= this.#spare ?? Buffer.allocUnsafeSlow(ROOM);
    this.#spare = undefined;
    return this.#bytes;
  }
}

/** @returns how long the head is */
function writeHead(bytes: Buffer, at: number, size: number): number {
  bytes[at] = TEXT;
  if (size < 126) {
    bytes[at + 1] = size;
    return 2;
  }
  if (size < 2 ** 16) {
    bytes[at + 1] = 126;
    bytes.writeUInt16BE(size, at + 2);
    return 4;
  }
  bytes[at + 1] = 127;
  bytes.writeUInt32BE(0, at + 2);
  bytes.writeUInt32BE(size, at + 6);
  return 10;
}
