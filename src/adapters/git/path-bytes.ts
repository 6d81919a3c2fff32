/** A path as git knows it: bytes, one character a byte ("latin1"). */
export type PathBytes = string;

const badByte = /[\x80-\xff]/g;

/**
 * The path as text: as it is where it is UTF-8; else every byte above 127 is written as `\xhh`, so that two paths stay
 * two.
 */
export const textOfPath = (bytes: PathBytes): string => {
  const buffer = Buffer.from(bytes, 'latin1');
  const text = buffer.toString('utf8');
  if (Buffer.from(text, 'utf8').equals(buffer)) return text;
  return bytes.replace(badByte, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`);
};

/** The bytes of a path that is UTF-8. */
export const bytesOfPath = (path: string): PathBytes => Buffer.from(path, 'utf8').toString('latin1');

/** A file below a folder, as Node takes it. */
export const fileOf = (folder: string, bytes: PathBytes): Buffer =>
  Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(bytes, 'latin1')]);

/** The pieces of output that git ends with NUL. */
export const nulEnded = (output: Buffer): PathBytes[] => {
  const pieces = output.toString('latin1').split('\0');
  pieces.pop();
  return pieces;
};
