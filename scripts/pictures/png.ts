// As much of PNG as screenshots need: reads 8-bit colours, not interlaced, and writes 256 of them, which makes a picture
// of a window a third as large and can hardly be told from it.
import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** Three bytes to a pixel, row after row. */
export interface Image {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/** In pixels, from the top left corner. */
export interface Clip {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS = 256;
const RGB = 2;
const RGBA = 6;
const INDEXED = 3;
/** Bytes to a pixel, by the kind of its colours. */
const BYTES = new Map([
  [RGB, 3],
  [RGBA, 4],
  [INDEXED, 1],
]);

/** Reads a screenshot, or what `writePng` wrote. Throws an Error that says what it is where it is neither. */
export function readPng(file: Buffer): Image {
  if (!file.subarray(0, 8).equals(SIGNATURE)) throw new Error('it is not a PNG');
  const data: Buffer[] = [];
  let [head, palette] = [Buffer.alloc(13), Buffer.alloc(0)];
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    const name = file.toString('latin1', at + 4, at + 8);
    const body = Buffer.from(file.subarray(at + 8, at + 8 + length));
    if (name === 'IHDR') head = body;
    if (name === 'PLTE') palette = body;
    if (name === 'IDAT') data.push(body);
    at += length + 12;
  }
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  const [depth, kind = 0, , , interlaced] = head.subarray(8);
  const bytes = BYTES.get(kind);
  if (depth !== 8 || bytes === undefined || interlaced !== 0)
    throw new Error(`it is a PNG of another kind: depth ${depth}, colours ${kind}`);
  const lines = unfiltered(inflateSync(Buffer.concat(data)), width * bytes, height, bytes);
  if (kind === RGB) return { width, height, rgb: lines };
  if (kind === RGBA) return { width, height, rgb: lines.filter((_, at) => at % 4 < 3) };
  const rgb = new Uint8Array(width * height * 3);
  lines.forEach((colour, at) => rgb.set(palette.subarray(colour * 3, colour * 3 + 3), at * 3));
  return { width, height, rgb };
}

/** The part of `image` within `clip`. Throws a RangeError where that reaches beyond it. */
export function cropped(image: Image, { left, top, width, height }: Clip): Image {
  if (left + width > image.width || top + height > image.height)
    throw new RangeError(`the clip reaches beyond ${image.width} × ${image.height}`);
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    const from = ((top + y) * image.width + left) * 3;
    rgb.set(image.rgb.subarray(from, from + width * 3), y * width * 3);
  }
  return { width, height, rgb };
}

/** Writes `image` in 256 colours at most: where it has more, those that are nearly the same become one. */
export function writePng({ width, height, rgb }: Image): Buffer {
  const colours = Array.from({ length: width * height }, (_, at) => {
    return ((rgb[at * 3] ?? 0) << 16) | ((rgb[at * 3 + 1] ?? 0) << 8) | (rgb[at * 3 + 2] ?? 0);
  });
  const { palette, indexOf } = fewer(colours);
  const lines = Buffer.alloc(height * (width + 1));
  colours.forEach((colour, at) => {
    lines[Math.floor(at / width) * (width + 1) + 1 + (at % width)] = indexOf.get(colour) ?? 0;
  });
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, INDEXED], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(palette.flatMap(parts))),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Colours that differ in their last bits alone become the most frequent of them, until no more than 256 are left. */
function fewer(colours: readonly number[]) {
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const all = [...counts].sort(([, a], [, b]) => b - a).map(([colour]) => colour);
  for (let bits = 0; ; bits += 1) {
    const cells = new Map<number, number>();
    const cellOf = (colour: number): number => colour & ~(0x010101 * (2 ** bits - 1));
    const palette = all.filter((colour) => {
      const isNew = !cells.has(cellOf(colour));
      if (isNew) cells.set(cellOf(colour), cells.size);
      return isNew;
    });
    if (palette.length > COLOURS) continue;
    const indexOf = new Map(all.map((colour) => [colour, cells.get(cellOf(colour)) ?? 0]));
    return { palette, indexOf };
  }
}

const parts = (colour: number): number[] => [colour >> 16, (colour >> 8) & 255, colour & 255];

/** Undoes the five filters that a line of a PNG may have. `bytes` is those of a pixel. */
function unfiltered(data: Buffer, length: number, height: number, bytes: number): Uint8Array {
  const out = new Uint8Array(length * height);
  for (let y = 0; y < height; y += 1) {
    const filter = data[y * (length + 1)];
    for (let x = 0; x < length; x += 1) {
      const at = y * length + x;
      const left = x < bytes ? 0 : (out[at - bytes] ?? 0);
      const up = y === 0 ? 0 : (out[at - length] ?? 0);
      const corner = x < bytes || y === 0 ? 0 : (out[at - length - bytes] ?? 0);
      const guesses = [0, left, up, (left + up) >> 1, paeth(left, up, corner)];
      out[at] = (data[y * (length + 1) + 1 + x] ?? 0) + (guesses[filter ?? 0] ?? 0);
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [left, up, corner].map((each) => Math.abs(left + up - corner - each)) as [
    number,
    number,
    number,
  ];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

function chunk(name: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(body.length, 0);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
}
