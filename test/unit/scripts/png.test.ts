import assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';
import { cropped, readPng, writePng, type Image } from '../../../scripts/pictures/png.ts';

/** A colour of its own for each pixel where there are fewer than 65,536. */
function painted(width: number, height: number): Image {
  const colours = Array.from({ length: width * height }, (_, at) => [at >> 8, at & 255, 7]);
  return { width, height, rgb: Uint8Array.from(colours.flat()) };
}

/** The same as another program might write it, its lines filtered in each of the five ways in turn. */
function filtered({ width, height, rgb }: Image, bytes: 3 | 4): Buffer {
  const row = (y: number): number[] =>
    Array.from({ length: width }, (_, x) => {
      const at = (y * width + x) * 3;
      return [...rgb.subarray(at, at + 3), ...(bytes === 4 ? [255] : [])];
    }).flat();
  const nearest = (a: number, b: number, c: number): number =>
    [a, b, c].reduce((best, each) =>
      Math.abs(a + b - c - each) < Math.abs(a + b - c - best) ? each : best,
    );
  const lines = Array.from({ length: height }, (_, y) => {
    const line = row(y);
    const above = y === 0 ? line.map(() => 0) : row(y - 1);
    const encoded = line.map((value, x) => {
      const [left, up, corner] = [line[x - bytes] ?? 0, above[x] ?? 0, above[x - bytes] ?? 0];
      const guesses = [0, left, up, Math.floor((left + up) / 2), nearest(left, up, corner)];
      return (value - (guesses[y % 5] ?? 0)) & 255;
    });
    return [y % 5, ...encoded];
  });
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, bytes === 3 ? 2 : 6], 8);
  const chunk = (name: string, body: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length, 0);
    return Buffer.concat([length, Buffer.from(name), body, Buffer.alloc(4)]);
  };
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  const data = deflateSync(Buffer.from(lines.flat()));
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', data)]);
}

describe('PNG files', () => {
  for (const bytes of [3, 4] as const) {
    it(`are read with all their filters, ${bytes} bytes to a pixel`, () => {
      const image = painted(7, 11);
      assert.deepEqual(readPng(filtered(image, bytes)), image);
    });
  }

  it('are read as they were written where 256 colours are enough', () => {
    const image = painted(16, 16);
    assert.deepEqual(readPng(writePng(image)), image);
  });

  it('have 256 colours at most: a rare one stays, and what is nearly the same becomes the most frequent', () => {
    const image = painted(40, 40);
    image.rgb.fill(90, 0, 600);
    image.rgb.set([250, 0, 0], 600);
    const { rgb } = readPng(writePng(image));
    const colours = Array.from({ length: 1600 }, (_, at) => rgb.slice(at * 3, at * 3 + 3).join());
    assert.ok(new Set(colours).size <= 256);
    assert.deepEqual(colours.slice(199, 203), ['90,90,90', '250,0,0', '0,201,7', '0,201,7']);
    const furthest = rgb.reduce(
      (most, value, at) => Math.max(most, Math.abs(value - (image.rgb[at] ?? 0))),
      0,
    );
    assert.ok(furthest < 8, `${furthest}`);
  });

  it('are cropped, and not beyond their edges', () => {
    const part = cropped(painted(10, 10), { left: 3, top: 2, width: 2, height: 2 });
    assert.deepEqual(
      [...part.rgb].filter((_, at) => at % 3 === 1),
      [23, 24, 33, 34],
    );
    const beyond = { left: 9, top: 0, width: 2, height: 1 };
    assert.throws(() => cropped(painted(10, 10), beyond), RangeError);
  });

  it('are named where they are none, or of another kind', () => {
    assert.throws(() => readPng(Buffer.from('GIF89a  ')), /it is not a PNG/);
    const deep = filtered(painted(1, 1), 3);
    deep[24] = 16;
    assert.throws(() => readPng(deep), /of another kind: depth 16, colours 2/);
  });
});
