import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { hexText, isBinary } from '../../../src/net/hexText.ts';

describe('bytes in hex', () => {
  it('stand in lines of sixteen, with their offset and what of them is ASCII', () => {
    const bytes = Buffer.concat([Buffer.from('0123456789abcdef'), Buffer.from([0, 0xff, 0x41])]);
    assert.equal(
      hexText(bytes),
      '00000000  30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66  0123456789abcdef\n' +
        '00000010  00 ff 41                                         ..A\n',
    );
  });

  it('are counted where they are too many to show', () => {
    const text = hexText(Buffer.alloc(1024 * 1024 + 7, 'x'));
    assert.match(text, /\n… and 7 bytes more\n$/);
    assert.equal(text.split('\n').length, 65_536 + 2);
  });

  it('are what an editor would not show as text: compressed bytes, and no JSON or HTML', () => {
    assert.ok(isBinary(gzipSync('{"code":0}')));
    for (const text of ['', '{"code":0}', '<html></html>', '\u00ff\u00fe']) {
      assert.ok(!isBinary(Buffer.from(text)));
    }
  });
});
