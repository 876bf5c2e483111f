// Zip: several files as one, stored as they are. Pure. Source: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT

const CRC_OF_BYTE = Uint32Array.from({length: 256}, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? crc >>> 1 ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** The check sum of some bytes. */
const crc32 = bytes => ~bytes.reduce((crc, byte) => crc >>> 8 ^ CRC_OF_BYTE[(crc ^ byte) & 255], -1) >>> 0;

/** Whole numbers as little-endian bytes: [[value, bytes], …] */
function littleEndian(fields) {
  return new Uint8Array(fields.flatMap(([value, size]) => Array.from({length: size}, (_, i) => value >>> 8 * i & 255)));
}

/** [{name, bytes}, …] -> the parts of a zip file */
function zipOf(files) {
  const parts = [], list = [];
  let at = 0;
  const put = (home, ...added) => { for (const part of added) home.push(part); return added.reduce((sum, part) => sum + part.length, 0); };
  for (const {name, bytes} of files) {
    const title = new TextEncoder().encode(name), size = bytes.length;
    const about = [[20, 2], [0x800, 2], [0, 2], [0, 2], [0x21, 2], [crc32(bytes), 4], [size, 4], [size, 4], [title.length, 2], [0, 2]];
    put(list, littleEndian([[0x02014b50, 4], [20, 2], ...about, [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]]), title);
    at += put(parts, littleEndian([[0x04034b50, 4], ...about]), title, bytes);
  }
  const size = list.reduce((sum, part) => sum + part.length, 0), count = files.length;
  return [...parts, ...list, littleEndian([[0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [size, 4], [at, 4], [0, 2]])];
}
